using System.Text.RegularExpressions;
using MigrationGuard.Collections;
using MigrationGuard.Databases;
using MigrationGuard.Observing;

namespace MigrationGuard.Postgres.Live;

/// <summary>What others do in the database now.</summary>
internal sealed partial class ActivityProbes(ProbeSession session, Names names)
{
    // The virtual transaction of a prepared one is -1/xid only after a restart, so its lock on its own number tells which one it is.
    // Autovacuum gives way by itself, unless it prevents wraparound, which the question about the size of the table tells.
    // Locks are read before sessions: a transaction that ended in between has no start any more, one that may not be seen has no type either.
    private const string Holders = """
        WITH tree AS (SELECT $1::oid AS id UNION SELECT relid FROM pg_catalog.pg_partition_tree($1::oid::regclass))
        SELECT l.mode, l.pid, a.usename::text, a.application_name, a.state, extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8,
            p.gid, extract(epoch FROM pg_catalog.clock_timestamp() - p.prepared)::float8
        FROM pg_catalog.pg_locks l
        LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
        LEFT JOIN pg_catalog.pg_locks x ON x.locktype = 'transactionid' AND x.pid IS NULL AND l.pid IS NULL AND x.virtualtransaction = l.virtualtransaction
        LEFT JOIN pg_catalog.pg_prepared_xacts p ON p.transaction = x.transactionid
        WHERE l.locktype = 'relation' AND l.granted AND l.relation IN (SELECT id FROM tree)
            AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            AND l.pid IS DISTINCT FROM pg_catalog.pg_backend_pid() AND a.backend_type IS DISTINCT FROM 'autovacuum worker'
            AND (l.pid IS NULL OR a.xact_start IS NOT NULL OR (a.pid IS NOT NULL AND a.backend_type IS NULL))
        """;

    private const string Transactions = """
        SELECT '', a.pid, a.usename::text, a.application_name, a.state, extract(epoch FROM pg_catalog.clock_timestamp() - a.xact_start)::float8, NULL, NULL::float8
        FROM pg_catalog.pg_stat_activity a
        WHERE a.datname = pg_catalog.current_database() AND a.pid <> pg_catalog.pg_backend_pid()
            AND ((a.xact_start IS NOT NULL AND a.backend_type <> 'autovacuum worker') OR a.backend_type IS NULL)
        UNION ALL
        SELECT '', NULL, p.owner::text, NULL, NULL, NULL, p.gid, extract(epoch FROM pg_catalog.clock_timestamp() - p.prepared)::float8
        FROM pg_catalog.pg_prepared_xacts p WHERE p.database = pg_catalog.current_database()
        """;

    private const string Keepers = """
        SELECT slot_name::text, active, pg_catalog.pg_wal_lsn_diff(
            CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END, restart_lsn)::bigint
        FROM pg_catalog.pg_replication_slots WHERE restart_lsn IS NOT NULL AND NOT temporary
        ORDER BY slot_name
        """;

    private const string Shown = "SELECT pid, usename, application_name, state, now() - xact_start AS age, query FROM pg_stat_activity WHERE xact_start IS NOT NULL ORDER BY xact_start";

    /// <summary>Who holds locks on a table or its partitions.</summary>
    public async Task<Answer> HoldersAsync(LockHolders question, Shown shown, CancellationToken cancellationToken)
    {
        var table = await names.RelationAsync(question.Of, cancellationToken);
        shown.Sql = Shown;
        return Answer(await ReadAsync(Holders, cancellationToken, table.Id));
    }

    /// <summary>Which transactions are open.</summary>
    public async Task<Answer> TransactionsAsync(Shown shown, CancellationToken cancellationToken)
    {
        shown.Sql = Shown;
        return Answer(await ReadAsync(Transactions, cancellationToken));
    }

    /// <summary>Which slots keep the log.</summary>
    public async Task<Answer> KeepersAsync(CancellationToken cancellationToken) => new LogKeepersAnswer((EquatableList<LogKeeper>)(await session.RowsAsync(
        Keepers, reader => new LogKeeper(reader.GetString(0), reader.GetBoolean(1), reader.IsDBNull(2) ? null : reader.GetInt64(2)), cancellationToken)).ToArray());

    private Task<IReadOnlyList<OtherTransaction?>> ReadAsync(string sql, CancellationToken cancellationToken, params object[] values) => session.RowsAsync(
        sql,
        reader =>
        {
            var prepared = !reader.IsDBNull(6);
            return !prepared && reader.IsDBNull(5) ? null : new OtherTransaction(
                prepared ? reader.GetString(6) : Who(reader.GetInt32(1), reader.IsDBNull(3) ? "" : reader.GetString(3), reader.IsDBNull(2) ? "" : reader.GetString(2)),
                reader.GetDouble(prepared ? 7 : 5))
            {
                State = reader.IsDBNull(4) ? "" : reader.GetString(4),
                Lock = ModeOf(reader.GetString(0)),
                IsPrepared = prepared,
            };
        },
        cancellationToken,
        values);

    private static Answer Answer(IReadOnlyList<OtherTransaction?> found)
        => found.Any(other => other is null)
            ? new Undecided("the role may not see what other sessions do; GRANT pg_read_all_stats lets it")
            : new SessionsAnswer((EquatableList<OtherTransaction>)found.OfType<OtherTransaction>()
                .GroupBy(other => other.Who)
                .Select(locks => locks.OrderByDescending(other => PostgreSqlLocks.Find(other.Lock)?.Strength ?? 0).First())
                .OrderByDescending(other => other.Seconds)
                .ThenBy(other => other.Who, StringComparer.Ordinal)
                .ToArray());

    private static string Who(int process, string application, string user)
        => FormattableString.Invariant($"process {process}") + (application.Length > 0 ? $" ({application}, {user})" : $" ({user})");

    // AccessExclusiveLock is ACCESS EXCLUSIVE.
    private static string ModeOf(string mode) => WordStart().Replace(mode.Replace("Lock", "", StringComparison.Ordinal), " ").ToUpperInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();
}
