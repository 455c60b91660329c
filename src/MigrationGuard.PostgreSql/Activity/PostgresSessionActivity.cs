using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Activity;

/// <summary>Reads <c>pg_stat_activity</c> and <c>pg_stat_database</c>, on a connection per reading.</summary>
/// <param name="source">Connections to the database; they stay the caller's.</param>
public sealed class PostgresSessionActivity(PostgresSource source) : ISessionActivity
{
    // Name, process and user are shown to everybody, the rest to members of the session's role and of pg_read_all_stats only.
    // The clock is read after the sessions: what began before it and is not among them is never taken for new.
    private const string Sessions =
        """
        SELECT clock_timestamp(), a.pid, a.application_name, coalesce(a.usename::text, ''), a.backend_start IS NOT NULL,
            CASE WHEN a.backend_start IS NOT NULL THEN coalesce(host(a.client_addr), 'local') END, a.state,
            extract(epoch FROM clock_timestamp() - a.backend_start)::float8, a.query_start
        FROM (SELECT 1) AS always LEFT JOIN pg_catalog.pg_stat_activity AS a
            ON a.application_name = $1 AND a.datname = current_database() AND a.pid <> pg_backend_pid()
                AND (a.backend_type IS NULL OR a.backend_type = 'client backend')
        ORDER BY a.backend_start, a.pid
        """;

    private const string Counters = "SELECT xact_commit, xact_rollback, stats_reset FROM pg_catalog.pg_stat_database WHERE datname = current_database()";

    /// <inheritdoc />
    public async Task<SessionsSeen> ReadAsync(string applicationName, CancellationToken cancellation)
    {
        await using var connection = await source.OpenAsync(cancellation);
        var name = StoredName.Of(applicationName, connection.PostgreSqlVersion.Major);
        var rows = await PostgresRows.ReadAsync(connection, Sessions, row => (At: row.GetFieldValue<DateTimeOffset>(0), Session: row.IsDBNull(1) ? null : Session(row)), cancellation, name);
        return new(rows[0].At, [.. rows.Select(row => row.Session).OfType<SessionSeen>()]);
    }

    /// <inheritdoc />
    public async Task<DatabaseCounters> CountersAsync(CancellationToken cancellation)
    {
        await using var connection = await source.OpenAsync(cancellation);
        return (await PostgresRows.ReadAsync(connection, Counters, row => new DatabaseCounters(row.GetInt64(0), row.GetInt64(1), At(row, 2)), cancellation))[0];
    }

    private static SessionSeen Session(NpgsqlDataReader row) => new()
    {
        Process = row.GetInt32(1),
        ApplicationName = row.GetString(2),
        User = row.GetString(3),
        IsVisible = row.GetBoolean(4),
        Host = row.IsDBNull(5) ? null : row.GetString(5),
        State = row.IsDBNull(6) ? null : row.GetString(6),
        Age = row.IsDBNull(7) ? null : TimeSpan.FromSeconds(row.GetDouble(7)),
        StatementAt = At(row, 8),
    };

    private static DateTimeOffset? At(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
