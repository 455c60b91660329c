using System.Globalization;
using MigrationGuard.Databases;

namespace MigrationGuard.TestKit.Samples;

/// <summary>The servers that samples name.</summary>
internal static class SampleServers
{
    /// <summary>The server, or null when there is no such version or edition.</summary>
    public static Database? Create(DatabaseKinds kind, int version, string? edition)
    {
        var product = kind == DatabaseKinds.PostgreSql ? "postgresql" : "sqlserver";
        return DatabaseCandidates.TryCreate(product, version.ToString(CultureInfo.InvariantCulture), edition, out _) is { All: { Count: > 0 } all } ? all[0] : null;
    }
}
