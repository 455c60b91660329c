using MigrationGuard.Servers;
using MigrationGuard.Unproven;
using Npgsql;

namespace MigrationGuard.Postgres.Statistics;

/// <summary>Compares pg_stat_statements with the manifests of the ledger, by the shape of statements: ids of the server differ between constants and parameters.</summary>
/// <param name="source">Connections to the database, of a member of migration_guard_reader and pg_read_all_stats; they stay the caller's.</param>
public sealed class PostgresUnproven(PostgresSource source) : IUnprovenStatements
{
    private const string Known = """
        SELECT v.service, v.label, s.role::text, s.canonical, s.version = mine.id
        FROM migration_guard.version AS mine JOIN migration_guard.version AS v ON v.id = mine.id OR v.state = 'live' OR v.service = $1 AND v.label = ANY ($3) JOIN migration_guard.statement AS s ON s.version = v.id
        WHERE mine.service = $1 AND mine.label = $2 AND s.role IN (SELECT o.role FROM migration_guard.statement AS o WHERE o.version = mine.id)
        ORDER BY v.service, v.label
        """;

    // What a session of the role begins with; only superusers change it later.
    private const string Settings = """
        SELECT n.name, coalesce((
            SELECT split_part(c.setting, '=', 2) FROM pg_catalog.pg_db_role_setting AS o LEFT JOIN pg_catalog.pg_roles AS r ON r.oid = o.setrole, unnest(o.setconfig) AS c (setting)
            WHERE split_part(c.setting, '=', 1) = n.name AND (o.setrole = 0 OR r.rolname = $1) AND o.setdatabase IN (0, (SELECT d.oid FROM pg_catalog.pg_database AS d WHERE d.datname = current_database()))
            ORDER BY o.setrole <> 0 DESC, o.setdatabase <> 0 DESC LIMIT 1), (SELECT g.reset_val FROM pg_catalog.pg_settings AS g WHERE g.name = n.name), current_setting(n.name, true), 'none')
        FROM (VALUES ('pg_stat_statements.track'), ('pg_stat_statements.track_utility')) AS n (name)
        """;

    private const string Functions = """
        SELECT DISTINCT lower(p.proname) FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'migration_guard', 'migration_guard_scratch')
        """;

    /// <inheritdoc />
    public async Task<UnprovenReport> LookAsync(UnprovenQuestion question, CancellationToken cancellation)
    {
        await using var connection = await source.OpenAsync(cancellation);
        var known = await PostgresRows.ReadAsync(connection, Known, KnownStatement.Read, cancellation, question.Service, question.Label, question.Beside.ToArray());
        var report = new UnprovenReport
        {
            Version = $"{question.Service} {question.Label}",
            Roles = [.. known.Where(statement => statement.IsMine).Select(statement => statement.Role).Distinct(StringComparer.Ordinal)],
            SharedWith = [.. known.Where(statement => !statement.IsMine).Select(statement => $"{statement.Service} {statement.Label}").Distinct(StringComparer.Ordinal)],
        };
        if (report.Roles.Count == 0)
        {
            return report with { Gap = $"no statement is published of {report.Version}, so it is not known which role is its" };
        }

        var shapes = known.ToLookup(statement => statement.Role, statement => StatementShape.Of(statement.Canonical), StringComparer.Ordinal);
        var questions = new ServerQuestions((await PostgresRows.ReadAsync(connection, Functions, row => row.GetString(0), cancellation)).ToHashSet(StringComparer.Ordinal));
        try
        {
            foreach (var role in report.Roles)
            {
                var counted = await PgStatStatements.ReadAsync(connection, role, cancellation);
                report = Compared(report, role, counted, (shapes[role].ToHashSet(StringComparer.Ordinal), questions));
                report = report with { Gap = report.Gap ?? await UncountedAsync(connection, role, cancellation) ?? Missed(counted, question.Since) };
            }
        }
        catch (DatabaseException refusal) when (refusal.SqlState == "42704")
        {
            report = report with { Gap = refusal.Message };
        }

        return report with { Statements = [.. report.Statements.OrderByDescending(statement => statement.Calls)] };
    }

    private static UnprovenReport Compared(UnprovenReport report, string role, RecordedStatements counted, (HashSet<string> Shapes, ServerQuestions Questions) known)
    {
        var (explained, leftOut) = (0, 0);
        var unproven = new List<UnprovenStatement>();
        foreach (var statement in counted.Statements)
        {
            if (statement.Text is { } text && known.Shapes.Contains(StatementShape.Of(text)))
            {
                explained++;
            }
            else if (statement.Text is { } other && known.Questions.Holds(other))
            {
                leftOut++;
            }
            else
            {
                unproven.Add(new(role, statement.Text, statement.Calls));
            }
        }

        return report with
        {
            Explained = report.Explained + explained,
            LeftOut = report.LeftOut + leftOut,
            Statements = [.. report.Statements, .. unproven],
            Since = report.Since is { } earlier && earlier > counted.Since ? earlier : counted.Since,
        };
    }

    private static async Task<string?> UncountedAsync(NpgsqlConnection connection, string role, CancellationToken cancellation)
    {
        var settings = (await PostgresRows.ReadAsync(connection, Settings, row => (Name: row.GetString(0), Value: row.GetString(1)), cancellation, role)).ToDictionary(setting => setting.Name, setting => setting.Value);
        return settings switch
        {
            _ when settings["pg_stat_statements.track"] == "none" => $"pg_stat_statements counts nothing of {role}: put pg_stat_statements.track on 'top' or 'all'",
            _ when settings["pg_stat_statements.track_utility"] == "off" => $"pg_stat_statements counts no CALL, COPY and the like of {role}: put pg_stat_statements.track_utility on 'on'",
            _ => null,
        };
    }

    private static string? Missed(RecordedStatements counted, DateTimeOffset? since) => counted switch
    {
        { Evictions: > 0 } => FormattableString.Invariant($"the server dropped statements {counted.Evictions} times for which there was no room, so some that ran are not known: raise pg_stat_statements.max and call pg_stat_statements_reset()"),
        _ when counted.Since > since => FormattableString.Invariant($"the statistics begin {counted.Since.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z, and what ran from {since.Value.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z until then is not known"),
        _ => null,
    };
}
