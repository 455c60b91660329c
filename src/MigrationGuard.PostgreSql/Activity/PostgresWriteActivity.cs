using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Activity;

/// <summary>
/// Looks for sessions with a transaction ID, which one gets with its first change (and with row locks).
/// https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ACTIVITY-VIEW
/// </summary>
/// <param name="source">Connections to the database; they stay the caller's.</param>
public sealed class PostgresWriteActivity(PostgresSource source) : IWriteActivity
{
    // The newest transaction that ended is known without one being taken for the look; it is read first, so that what ends meanwhile is counted the next time.
    private const string Look =
        """
        WITH ended AS MATERIALIZED (SELECT pg_catalog.txid_snapshot_xmax(pg_catalog.txid_current_snapshot()) AS newest)
        SELECT ended.newest, a.pid IS NOT NULL, a.pid IS NULL OR a.backend_start IS NOT NULL,
            CASE WHEN a.backend_xid IS NOT NULL AND a.query NOT LIKE '%migration_guard.%' THEN coalesce(upper(substring(a.query FROM '^\s*([A-Za-z]+)')), 'a statement') END
        FROM ended LEFT JOIN pg_catalog.pg_stat_activity AS a
            ON a.application_name = $1 AND a.datname = current_database() AND a.pid <> pg_backend_pid()
        """;

    /// <inheritdoc />
    public async Task<WritesSeen> LookAsync(string applicationName, CancellationToken cancellation)
    {
        await using var connection = await source.OpenAsync(cancellation);
        var name = StoredName.Of(applicationName, connection.PostgreSqlVersion.Major);
        var rows = await PostgresRows.ReadAsync(
            connection, Look, row => (Newest: row.GetInt64(0), IsSession: row.GetBoolean(1), IsVisible: row.GetBoolean(2), Writing: row.IsDBNull(3) ? null : row.GetString(3)), cancellation, name);
        return new(rows[0].Newest, rows.Count(row => row.IsSession), [.. rows.Select(row => row.Writing).OfType<string>()], rows.All(row => row.IsVisible));
    }
}
