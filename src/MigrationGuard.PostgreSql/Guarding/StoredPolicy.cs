using MigrationGuard.Guarding;
using Npgsql;

namespace MigrationGuard.Postgres.Guarding;

/// <summary>What the guard of a database was told to do with what cannot be judged; the gate does the same.</summary>
public static class StoredPolicy
{
    /// <summary>Reads it.</summary>
    /// <param name="source">The database, as a role that may read the guard's tables.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <exception cref="MigrationGuard.Servers.DatabaseException">The server is lost, or has no guard.</exception>
    public static async Task<UnknownPolicy> UnknownAsync(PostgresSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenAsync(cancellation);
        var words = await PostgresRows.ReadAsync(connection, "SELECT s.unknown FROM migration_guard.setting AS s", row => row.GetString(0), cancellation);

        // Without its row the guard refuses too.
        return words is [var word] ? GuardWords.Unknown(word) : UnknownPolicy.Refuse;
    }
}
