using MigrationGuard.Cli.Backfills;
using MigrationGuard.Cli.Configuration;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Plans;
using MigrationGuard.Postgres;
using MigrationGuard.Postgres.Backfills;
using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Postgres.Guarding;
using MigrationGuard.Postgres.Ledger;
using MigrationGuard.Servers;
using MigrationGuard.Snapshots;

namespace MigrationGuard.Cli.Plans;

/// <summary>One run of <c>execute</c>.</summary>
internal sealed class ExecuteRun : IAsyncDisposable
{
    private readonly ExecuteRequest _request;
    private readonly PostgresConnection _database;
    private readonly Surroundings _surroundings;
    private readonly PostgresSource _source;
    private readonly PostgresReleaseLedger _ledger;

    /// <summary>Connects nowhere yet.</summary>
    public ExecuteRun(ExecuteRequest request, PostgresConnection database, Surroundings surroundings)
    {
        (_request, _database, _surroundings) = (request, database, surroundings);
        _source = PostgresSource.Create(database.ConnectionString, new());
        _ledger = new PostgresReleaseLedger(PostgresSource.Create(database.ConnectionString, new()));
    }

    private PlannedChange Change => _request.Folder.Change;

    /// <summary>Executes.</summary>
    /// <exception cref="UsageException">The scripts cannot be run.</exception>
    /// <exception cref="DatabaseException">The server is lost, or has no guard.</exception>
    public async Task<PlanRunReport> RunAsync(CancellationToken cancellation)
    {
        var (execution, accepted, moved) = await OpenAsync(cancellation);
        if (moved is not null)
        {
            return moved;
        }

        var options = new PlanRunOptions(_request.Holder, _request.Phases)
        {
            Wait = _request.Wait,
            TakesOver = _request.TakesOver,
            Accepted = accepted,
            Progress = new StepLines(_surroundings),
        };
        return await new PlanRunner(_ledger, execution, _surroundings.Time).RunAsync(options, cancellation);
    }

    /// <summary>What would be done, and what stands against it.</summary>
    /// <exception cref="UsageException">The scripts cannot be run.</exception>
    /// <exception cref="DatabaseException">The server is lost, or has no guard.</exception>
    public async Task<PlanRunReport> AskAsync(CancellationToken cancellation)
    {
        var (execution, _, moved) = await OpenAsync(cancellation);
        var standing = await execution.StandingAsync(cancellation);
        if (moved is not null)
        {
            return moved with { Standing = standing };
        }

        var runner = Runner(null);
        var obstacles = new List<string>();
        var steps = 0;
        foreach (var (phase, done, _) in standing.Where(each => _request.Phases.Contains(each.Phase.Name)))
        {
            foreach (var step in phase.Plan.Steps.Skip(done))
            {
                steps++;
                _surroundings.Error.WriteLine($"would run {step.Place}");
                obstacles.AddRange(await runner.ObstacleAsync(step, cancellation) is { } obstacle ? [$"{step.Place}: {obstacle}"] : []);
            }
        }

        return new PlanRunReport(obstacles.Count > 0 ? ReleaseAnswer.No : ReleaseAnswer.Yes, obstacles.Count > 0 ? string.Join('\n', obstacles) : FormattableString.Invariant($"would run {steps} steps"))
        {
            Standing = standing,
        };
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        await _source.DisposeAsync();
    }

    private async Task<(PlanExecution Execution, string? Accepted, PlanRunReport? Moved)> OpenAsync(CancellationToken cancellation)
    {
        if (Change.Problems.ToList() is { Count: > 0 } problems)
        {
            throw new UsageException($"the plan cannot be run:{string.Concat(problems.Select(problem => "\n  " + problem))}");
        }

        SchemaSnapshot now;
        await using (var connection = _database.Open())
        {
            RequireServer(connection.PostgreSqlVersion.Major);
            now = await SnapshotReader.ReadAsync(connection, cancellation);
        }

        var execution = new PlanExecution(Runner(new ProgressLine(_surroundings)), Change) { Unknown = token => StoredPolicy.UnknownAsync(_source, token) };
        var expected = await execution.ExpectedAsync(cancellation);
        var accepted = _request.Accepted ?? (expected is null ? now.Fingerprint.Value : null);
        return (execution, accepted, await MovedAsync(execution, (accepted ?? expected, now), cancellation));
    }

    private void RequireServer(int version)
    {
        var manifest = _request.Folder.Manifest;
        if (manifest.PostgreSql is not { } planned || planned > version)
        {
            throw new UsageException(FormattableString.Invariant($"the plan is for {manifest.Server}, and this is PostgreSQL {version}: plan again with --connection, or --database-version {version}"));
        }
    }

    // A step that was begun outside of a transaction may have changed the schema; its own record decides.
    private async Task<PlanRunReport?> MovedAsync(PlanExecution execution, (string? Expected, SchemaSnapshot Now) schema, CancellationToken cancellation)
    {
        var standing = await execution.StandingAsync(cancellation);
        var next = standing.FirstOrDefault(each => each.Next is not null && _request.Phases.Contains(each.Phase.Name));
        return next is null or { IsBegun: true } || schema.Expected == schema.Now.Fingerprint.Value ? null
            : new PlanRunReport(ReleaseAnswer.Drift, MovedSchema.TextOf(_request.Folder, (schema.Expected!, schema.Now), standing.Any(each => each.Done > 0))) { Standing = standing };
    }

    private PostgresStepRunner Runner(ProgressLine? progress)
    {
        var means = new BackfillMeans(new PostgresBackfills(_database.ConnectionString, _surroundings.Time));
        var settings = new StepSettings { LockTimeout = _request.LockTimeout, Attempts = _request.Attempts };
        return new PostgresStepRunner(_database.ConnectionString, settings, _surroundings.Time) { Backfills = progress is null ? means : means with { Progress = progress } };
    }
}
