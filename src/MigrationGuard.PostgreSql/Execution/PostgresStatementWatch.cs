using System.Diagnostics;
using System.Globalization;
using System.Text;
using MigrationGuard.Execution;
using MigrationGuard.Manifests;
using MigrationGuard.Postgres.Statistics;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Execution;

/// <summary>
/// Watches by pg_stat_statements, of which the counts are kept in the ledger at the first look: the view itself says only in 17 and later since when it counts a statement.
/// https://www.postgresql.org/docs/current/pgstatstatements.html
/// </summary>
/// <param name="connectionString">Npgsql's form of it, of a role that may make the change and is a member of <c>migration_guard_releaser</c> and of <c>pg_read_all_stats</c>.</param>
/// <param name="settings">How long to wait.</param>
public sealed class PostgresStatementWatch(string connectionString, StepSettings settings) : IStatementWatch
{
    private const string Name = "migrationguard watch";

    private const string Extension =
        "SELECT pg_catalog.quote_ident(n.nspname) FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'";

    private const int Looks = 3;

    // {0} is the extension's schema.
    private static readonly CompositeFormat Look = CompositeFormat.Parse("""
        SELECT w.since, clock_timestamp(), w.before::text, w.why, i.stats_reset, i.dealloc FROM {0}.pg_stat_statements_info AS i, LATERAL (
            SELECT coalesce(jsonb_object_agg(c.entry, c.calls), '{{}}') AS counts FROM (
                SELECT format('%s/%s', s.userid, s.queryid) AS entry, sum(s.calls) AS calls FROM {0}.pg_stat_statements AS s
                WHERE s.queryid IS NOT NULL AND s.dbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database()) GROUP BY 1) AS c) AS c,
            migration_guard.watch_statements($1, i.stats_reset, i.dealloc, c.counts) AS w
        """);

    private static readonly CompositeFormat Ran = CompositeFormat.Parse("""
        SELECT coalesce(r.rolname::text, s.userid::text), coalesce(replace(p.path, '"$user"', coalesce(quote_ident(r.rolname), 'public')), 'public'), s.query, s.queryid IS NULL
        FROM {0}.pg_stat_statements AS s LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = s.userid
            CROSS JOIN LATERAL (SELECT coalesce((
                SELECT substr(c.setting, 13) FROM pg_catalog.pg_db_role_setting AS o, unnest(o.setconfig) AS c (setting)
                WHERE c.setting LIKE 'search\_path=%' AND o.setrole IN (0, s.userid) AND o.setdatabase IN (0, s.dbid)
                ORDER BY o.setrole <> 0 DESC, o.setdatabase <> 0 DESC LIMIT 1), (SELECT g.reset_val FROM pg_catalog.pg_settings AS g WHERE g.name = 'search_path')) AS path) AS p
        WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database())
            AND (s.queryid IS NULL OR s.calls <> coalesce(($1::jsonb ->> format('%s/%s', s.userid, s.queryid))::bigint, 0))
        ORDER BY s.query COLLATE "C"
        """);

    private static readonly CompositeFormat Resets = CompositeFormat.Parse("SELECT i.stats_reset, i.dealloc FROM {0}.pg_stat_statements_info AS i");

    /// <inheritdoc />
    public async Task<StatementCoverage> LookAsync(string release, IReadOnlyList<MigrationStep> steps, CancellationToken cancellation)
    {
        await using var session = await StepSession.OpenAsync(connectionString, Name, cancellation);
        var schema = await SchemaAsync(session, cancellation);
        for (var looks = 1; ; looks++)
        {
            var (coverage, ran, isWhole) = await RanAsync(session, schema, release, cancellation);
            if (isWhole)
            {
                return await JudgedAsync(session, coverage, ran, steps, cancellation);
            }

            if (looks == Looks)
            {
                return coverage with { Gap = "the statistics were reset, or lost statements, each time they were read" };
            }
        }
    }

    // No snapshot covers the counts: what was reset or evicted between the questions shows in asking for the resets again.
    private static async Task<(StatementCoverage Coverage, List<RanStatement> Ran, bool IsWhole)> RanAsync(StepSession session, string schema, string release, CancellationToken cancellation)
    {
        var (coverage, before, resets) = (await session.ReadAsync(
            string.Format(CultureInfo.InvariantCulture, Look, schema),
            row => (new StatementCoverage(row.GetFieldValue<DateTimeOffset>(0), row.GetFieldValue<DateTimeOffset>(1), row.GetString(3)), row.GetString(2), (row.GetDateTime(4), row.GetInt64(5))),
            cancellation,
            release))[0];
        var ran = await session.ReadAsync(string.Format(CultureInfo.InvariantCulture, Ran, schema), Statement, cancellation, before);
        var now = (await session.ReadAsync(string.Format(CultureInfo.InvariantCulture, Resets, schema), row => (row.GetDateTime(0), row.GetInt64(1)), cancellation))[0];
        return (coverage, ran, now == resets);
    }

    private static async Task<string> SchemaAsync(StepSession session, CancellationToken cancellation)
    {
        var schema = (await session.ReadAsync(Extension, row => row.GetString(0), cancellation)).FirstOrDefault()
            ?? throw Refusal("pg_stat_statements is not in this database, so nobody knows what runs here: put it into shared_preload_libraries, restart the server, and run CREATE EXTENSION pg_stat_statements");
        var track = (await session.ReadAsync("SELECT current_setting('pg_stat_statements.track', true)", row => row.IsDBNull(0) ? "none" : row.GetString(0), cancellation))[0];
        return track == "none" ? throw Refusal("pg_stat_statements counts nothing: put it into shared_preload_libraries, and pg_stat_statements.track on 'top' or 'all'") : schema;
    }

    private static RanStatement Statement(NpgsqlDataReader row) => row.GetBoolean(3)
        ? throw Refusal("what other roles run may not be read: connect as a member of pg_read_all_stats")
        : new(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2));

    private async Task<StatementCoverage> JudgedAsync(StepSession session, StatementCoverage coverage, List<RanStatement> ran, IReadOnlyList<MigrationStep> steps, CancellationToken cancellation)
    {
        await using var transaction = await session.BeginAsync(cancellation);
        var asked = ran.Select(statement => (Statement: statement, Sql: statement.Text is null ? null : Data(statement.Text))).Where(statement => statement.Sql is not null).Select(statement => (statement.Statement, statement.Sql!)).ToArray();
        var broken = await RefusedAsync(session, asked, Timeout.InfiniteTimeSpan, cancellation);
        var gap = ran.Exists(statement => statement.Text is null) ? "the server lost the text of a statement that ran"
            : broken is [var (first, message), ..] ? $"it cannot be told what a statement of {first.Role} needs: {message}: {first.Text}" : null;
        try
        {
            await ChangeTrial.ApplyAsync(session, steps, settings with { StatementTimeout = settings.JudgementBudget }, cancellation);
            // The same text can be broken for one role, or on one path, and work for another.
            var known = broken.Select(refused => refused.Statement).ToHashSet();
            var needed = await RefusedAsync(session, [.. asked.Where(statement => !known.Contains(statement.Statement))], settings.JudgementBudget, cancellation);
            return coverage with { Needed = [.. needed.Select(refused => new NeededStatement(refused.Statement.Role, refused.Statement.Text!, refused.Message))], Gap = gap };
        }
        catch (Exception failure) when (failure is StepRefusal or NotInTransactionException or TimeoutException)
        {
            return coverage with { Gap = failure is StepRefusal refusal ? $"{refusal.Place}: {StepRefusal.TextOf(refusal.Failure)}" : failure.Message };
        }
    }

    // What defines something, and this program's own questions to the catalogs, needs nothing of what an application keeps.
    private static string? Data(string text) =>
        CanonicalSql.TryWrite(NormalizedSql.Prepared(text), out var sql, out _) && StatementKinds.Of(sql!) == StatementKind.Data ? sql : null;

    // Behind the change its locks are held meanwhile, hence one message a statement, and an end.
    private static async Task<List<(RanStatement Statement, string Message)>> RefusedAsync(StepSession session, (RanStatement Statement, string Sql)[] statements, TimeSpan budget, CancellationToken cancellation)
    {
        var began = Stopwatch.GetTimestamp();
        var refused = new List<(RanStatement Statement, string Message)>();
        foreach (var path in statements.GroupBy(statement => statement.Statement.Path, StringComparer.Ordinal))
        {
            await session.RunAsync("SELECT set_config('search_path', $1, true)", cancellation, path.Key);
            foreach (var (statement, sql) in path)
            {
                if (budget > TimeSpan.Zero && Stopwatch.GetElapsedTime(began) > budget)
                {
                    throw new TimeoutException($"the {statements.Length} statements that ran could not be tried behind the change in {budget}");
                }

                if (await PrepareAsync(session, sql, cancellation) is { } message)
                {
                    refused.Add((statement, message));
                }
            }
        }

        await session.RunAsync("SET LOCAL search_path TO DEFAULT", cancellation);
        return refused;
    }

    // The server's words if it refuses. A prepared statement outlives the savepoint, hence DEALLOCATE.
    private static async Task<string?> PrepareAsync(StepSession session, string sql, CancellationToken cancellation)
    {
        try
        {
            await session.RunAsync($"SAVEPOINT migrationguard_watch; PREPARE migrationguard_watch AS {sql}; DEALLOCATE migrationguard_watch; RELEASE migrationguard_watch", cancellation);
            return null;
        }
        catch (DatabaseException failure) when (!failure.IsConnectionLost)
        {
            await session.RunAsync("ROLLBACK TO SAVEPOINT migrationguard_watch", cancellation);
            return $"{failure.Message} ({failure.SqlState})";
        }
    }

    // 42704, undefined object: the command line turns it into wrong usage.
    private static DatabaseException Refusal(string message) => new(message, "42704", null);
}
