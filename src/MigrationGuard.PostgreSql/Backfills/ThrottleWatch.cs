using System.Globalization;
using MigrationGuard.Backfills;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Looks whether a backfill has to make way.</summary>
/// <param name="settings">When it has to.</param>
/// <param name="time">The clock.</param>
internal sealed class ThrottleWatch(BackfillThrottle settings, TimeProvider time)
{
    // Who may not see the others' state sees nulls.
    private const string Lag = "SELECT max(extract(epoch FROM r.replay_lag))::float8 FROM pg_catalog.pg_stat_replication AS r";

    // Waits for the table itself, and for rows of it: such a session waits for a transaction and has a lock on the table.
    private const string LockWaits = """
        WITH RECURSIVE tree (oid) AS (SELECT $1::oid UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN tree ON tree.oid = i.inhparent)
        SELECT count(DISTINCT w.pid)::integer FROM pg_catalog.pg_locks AS w
        WHERE NOT w.granted AND w.pid <> pg_backend_pid() AND EXISTS (
            SELECT FROM pg_catalog.pg_locks AS t WHERE t.pid = w.pid AND t.relation IN (SELECT tree.oid FROM tree)
                AND t.database = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database()))
        """;

    private const string Oldest = """
        SELECT extract(epoch FROM clock_timestamp() - x.begun)::float8, x.what FROM (
            SELECT a.xact_start AS begun, format('pid %s (%s)', a.pid, a.application_name) AS what FROM pg_catalog.pg_stat_activity AS a
            WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.xact_start IS NOT NULL AND a.backend_type = 'client backend'
            UNION ALL SELECT p.prepared, format('prepared transaction %s', p.gid) FROM pg_catalog.pg_prepared_xacts AS p WHERE p.database = current_database()) AS x
        ORDER BY x.begun LIMIT 1
        """;

    private long? _looked;
    private string? _reason;

    /// <summary>Why it has to wait; null when it may go on. Between two looks the last answer counts.</summary>
    public async Task<string?> ReasonAsync(StepSession session, long table, CancellationToken cancellation)
    {
        if (_looked is { } at && time.GetElapsedTime(at) < settings.Every)
        {
            return _reason;
        }

        _reason = await LookAsync(session, table, cancellation);
        _looked = time.GetTimestamp();
        return _reason;
    }

    private async Task<string?> LookAsync(StepSession session, long table, CancellationToken cancellation)
    {
        if (settings.ReplicationLag is { } most && (await session.ReadAsync(Lag, row => row.IsDBNull(0) ? 0 : row.GetDouble(0), cancellation))[0] is var lag && lag > most.TotalSeconds)
        {
            return Text($"a replica is {lag:0.#} s behind");
        }

        if (settings.LockWaits is { } waits && (await session.ReadAsync(LockWaits, row => row.GetInt32(0), cancellation, table))[0] is var waiting && waiting > waits)
        {
            return Text($"{waiting} session{(waiting == 1 ? " waits" : "s wait")} for locks on the table");
        }

        if (settings.TransactionAge is { } age
            && await session.ReadAsync(Oldest, row => (Seconds: row.GetDouble(0), What: row.GetString(1)), cancellation) is [var oldest] && oldest.Seconds > age.TotalSeconds)
        {
            return Text($"{oldest.What} has a transaction open for {oldest.Seconds:0} s");
        }

        return settings.Query is { } query ? await AskAsync(session, query, cancellation) : null;
    }

    private async Task<string?> AskAsync(StepSession session, string query, CancellationToken cancellation)
    {
        try
        {
            await using var transaction = await session.BeginAsync(cancellation);
            await session.RunAsync("SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '5s'; SET LOCAL lock_timeout = '1s'", cancellation);
            var answers = await session.ReadAsync(query, row => row.IsDBNull(0) ? null : row.GetValue(0), cancellation);
            return answers switch
            {
                [bool isTrue, ..] => isTrue ? "the throttle query says true" : null,
                [IConvertible number and not string, ..] => Convert.ToDecimal(number, CultureInfo.InvariantCulture) is var value && value > settings.QueryLimit
                    ? Text($"the throttle query gives {value}, more than {settings.QueryLimit}") : null,
                [] or [null, ..] => "the throttle query gives nothing",
                [var other, ..] => $"the throttle query gives {other}, which is neither a number nor true or false",
            };
        }
        catch (DatabaseException failure) when (!failure.IsConnectionLost)
        {
            return $"the throttle query fails: {failure.Message}";
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
