using System.Security.Cryptography;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Pauses between attempts.</summary>
internal static class Pauses
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>The pause behind so many attempts: twice as long each time, and longer or shorter by chance, so that two who collide do not collide again.</summary>
    public static TimeSpan Before(int tries, TimeSpan first)
    {
        var pause = first * Math.Pow(2, Math.Min(tries - 1, 20)) * (RandomNumberGenerator.GetInt32(500, 1500) / 1000.0);
        return pause < Longest ? pause : Longest;
    }
}
