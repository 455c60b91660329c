using System.Data.Common;
using System.Globalization;
using MigrationGuard.Checking;
using MigrationGuard.Migrations;
using MigrationGuard.Observing;
using MigrationGuard.Operations;
using MigrationGuard.Pending;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.Postgres.Live;
using MigrationGuard.Proofs;
using MigrationGuard.Rules;
using MigrationGuard.Servers;
using MigrationGuard.Sql;
using Npgsql;

namespace MigrationGuard.Postgres.Pending;

/// <summary>Judges what runners are about to do to a PostgreSQL database, by the versions in its ledger and by what the server says of its schema and rows.</summary>
/// <param name="connectionString">Npgsql's form of it; the role has to read the ledger (<c>migration_guard_reader</c>) and to note runs (<c>migration_guard_publisher</c>).</param>
/// <param name="options">The hook's options; of them severities and clock count here.</param>
public sealed class PostgresRunGuard(string connectionString, RunGuardOptions options) : IRunGuard
{
    // Two servers may both have a database of that name.
    private const string Where =
        """
        SELECT pg_catalog.format('database %s (%s) of server %s', d.datname, d.oid, s.system_identifier)
        FROM pg_catalog.pg_database AS d, pg_catalog.pg_control_system() AS s WHERE d.datname = pg_catalog.current_database()
        """;

    /// <inheritdoc />
    public SqlDialect Dialect => SqlDialect.PostgreSql;

    /// <inheritdoc />
    public string Whereabouts => Where;

    /// <inheritdoc />
    public async Task<RunJudgement> JudgeAsync(PendingRun run, CancellationToken cancellation)
    {
        try
        {
            await using var source = Source();
            if (run.Database is { } runs && await WhereAsync(source, cancellation).ConfigureAwait(false) is { } asked && asked != runs)
            {
                return new RunJudgement(RunDecision.Unknown, [], [], [$"the guard was given {asked}, and the run goes to {runs}: the connection string of UsePostgreSql has to name the database that is migrated"]);
            }

            var ledger = await LedgerKnowledge.ReadAsync(await source.OpenAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            await using var connection = await source.OpenAsync(cancellation).ConfigureAwait(false);
            return await JudgeAsync(run, ledger, connection, cancellation).ConfigureAwait(false);
        }
        catch (DatabaseException exception) when (exception.SqlState == PostgresErrorCodes.InvalidCatalogName && run.Database is null)
        {
            return new RunJudgement(RunDecision.Run, [], [], ["the database does not exist yet"]);
        }
        catch (DatabaseException exception)
        {
            var hint = exception.Hint is { } advice ? $" ({advice})" : "";
            return new RunJudgement(exception.IsTransient ? RunDecision.Unreachable : RunDecision.Unknown, [], [], [exception.Message + hint]);
        }
    }

    /// <inheritdoc />
    public async Task<string?> ReportAsync(PendingRun run, IReadOnlyList<MigrationId> applied, RunJudgement judgement, CancellationToken cancellation)
    {
        try
        {
            await using var source = Source();
            await using var connection = await source.OpenAsync(cancellation).ConfigureAwait(false);
            return await AppliedNote.WriteAsync(connection, run, applied, judgement, cancellation).ConfigureAwait(false);
        }
        catch (DatabaseException exception)
        {
            return exception.Hint is { } hint ? $"{exception.Message} ({hint})" : exception.Message;
        }
    }

    /// <inheritdoc />
    public string LimitLocks(TimeSpan timeout) => string.Create(CultureInfo.InvariantCulture, $"SET lock_timeout = {timeout.TotalMilliseconds:F0}");

    /// <inheritdoc />
    public string UnlimitLocks() => "RESET lock_timeout";

    /// <inheritdoc />
    public async Task<IAsyncDisposable?> HoldAsync(CancellationToken cancellation)
    {
        try
        {
            return await RunHold.TakeAsync(Source(), options.Time, cancellation).ConfigureAwait(false);
        }
        catch (DatabaseException)
        {
            // The judgement says better than we could that the database is away.
            return null;
        }
    }

    /// <inheritdoc />
    public bool IsBusy(Exception exception)
    {
        for (var error = exception; error is not null; error = error.InnerException)
        {
            if (error is DbException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure })
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<string> WhereAsync(PostgresSource source, CancellationToken cancellation)
    {
        await using var connection = await source.OpenAsync(cancellation).ConfigureAwait(false);
        return (await PostgresRows.ReadAsync(connection, Where, static row => row.GetString(0), cancellation).ConfigureAwait(false))[0];
    }

    private async Task<RunJudgement> JudgeAsync(PendingRun run, LedgerKnowledge ledger, NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (PostgresLive.TryCreate(connection) is not { } database)
        {
            return new RunJudgement(RunDecision.Unknown, [], ledger.Labels, [$"nothing is known of PostgreSQL {connection.PostgreSqlVersion}"]);
        }

        var own = new OwnTables(run.OwnTables);
        // What goes down is about to run like the rest, and not a script that may be needed one day.
        Migration[] history = [.. run.Migrations.Select(migration => own.Without(migration) with { Direction = Direction.Up })];
        var schema = await database.ReadSchemaAsync(cancellation).ConfigureAwait(false);
        if (ledger.Labels.Count == 0 && !schema.Steps.Any(step => step.Operation is CreateTable table && !own.Contain(table.Name)))
        {
            return new RunJudgement(RunDecision.Run, [], [], ["the database has no tables yet"]);
        }

        var observed = await ObservedHistory.AskAsync(database, schema, history, Options(database.Server, ledger.Live), cancellation).ConfigureAwait(false);
        var judged = CheckedHistory.Of(observed.Migrations, observed.Options).Migrations;
        return RunVerdict.Of(run, judged, ledger);
    }

    private CheckOptions Options(Databases.Database server, LiveVersions live) => new()
    {
        Candidates = [server],
        Live = live,
        HoldsContracts = false,
        IsOneRun = true,
        Severities = Severities(),
        Today = options.Time.GetUtcNow().UtcDateTime.Date,
    };

    private Dictionary<string, Severity> Severities()
    {
        var severities = new Dictionary<string, Severity>(options.Severities, StringComparer.Ordinal);
        if (options.LockTimeout > TimeSpan.Zero)
        {
            // The hook sets the limit that the rule misses.
            severities.TryAdd("MG0501", Severity.None);
        }

        return severities;
    }

    private PostgresSource Source() => PostgresSource.Create(connectionString, new PostgresLimits());
}
