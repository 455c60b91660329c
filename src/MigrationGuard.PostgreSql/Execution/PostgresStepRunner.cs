using System.Security.Cryptography;
using MigrationGuard.Execution;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Backfills;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Execution;

/// <summary>Runs steps in a PostgreSQL database with the guard; what was done is in <c>migration_guard.step</c>.</summary>
public sealed class PostgresStepRunner : IStepRunner
{
    private const string Watcher = "migrationguard watch";

    private readonly string _connectionString;
    private readonly StepSettings _settings;
    private readonly TimeProvider _time;

    /// <summary>Connects nowhere yet.</summary>
    /// <param name="connectionString">Npgsql's form of it, of a role that may change the schema and is a member of <c>migration_guard_releaser</c>.</param>
    /// <param name="settings">How steps wait.</param>
    /// <param name="time">The clock of the pauses; null for the system's.</param>
    public PostgresStepRunner(string connectionString, StepSettings settings, TimeProvider? time = null) =>
        (_connectionString, _settings, _time, Backfills) = (connectionString, settings, time ?? TimeProvider.System, new BackfillMeans(new PostgresBackfills(connectionString, time)));

    /// <summary>What fills rows where a step is a backfill.</summary>
    public BackfillMeans Backfills { get; init; }

    /// <inheritdoc />
    public async Task<StepReport> RunNextAsync(StepRun run, Lease lease, CancellationToken cancellation)
    {
        var total = run.Plan.Steps.Count;
        if (run.Plan.Problems.Count > 0)
        {
            return new StepReport(StepVerdict.Failed, 0, total, string.Join('\n', run.Plan.Problems));
        }

        IReadOnlyList<StepRecord> records;
        await using (var session = await OpenAsync(lease, run.Release, cancellation))
        {
            records = await StepLedger.ReadAsync(session, (run.Release, run.Phase), cancellation);
            if (records.Count == 0 && await SyntaxCheck.ProblemsAsync(session, run.Plan, cancellation) is { Count: > 0 } problems)
            {
                return new StepReport(StepVerdict.Failed, 0, total, string.Join('\n', problems));
            }
        }

        var done = records.Where(record => record.IsDone).Select(record => record.Number).ToHashSet();
        if (StepHistory.DifferenceOf(run.Plan, records) is { } difference)
        {
            return new StepReport(StepVerdict.Failed, done.Count, total, difference);
        }

        return run.Plan.Steps.FirstOrDefault(step => !done.Contains(step.Number)) is { } next
            ? await RepeatAsync(token => TryAsync(new StepWork(run, next, lease, done.Count), token), cancellation)
            : new StepReport(StepVerdict.Done, total, total, FormattableString.Invariant($"all {total} steps are done"));
    }

    /// <inheritdoc />
    public Task<StepReport> RunOutsideAsync(OutsideRun run, Lease lease, Func<string, CancellationToken, Task<string?>> work, CancellationToken cancellation) =>
        RepeatAsync(token => new ProgramStep(run, lease, work).RunAsync(() => OpenAsync(lease, run.Release, token), token), cancellation);

    /// <inheritdoc />
    public async Task<IReadOnlyList<StepRecord>> RecordsAsync(string release, string phase, CancellationToken cancellation)
    {
        await using var session = await StepSession.OpenAsync(_connectionString, Watcher, cancellation);
        return await StepLedger.ReadAsync(session, (release, phase), cancellation);
    }

    /// <inheritdoc />
    public async Task<string?> ObstacleAsync(MigrationStep step, CancellationToken cancellation)
    {
        await using var session = await StepSession.OpenAsync(_connectionString, Watcher, cancellation);
        try
        {
            return await StepQuestion.AskAsync(session, step, cancellation);
        }
        catch (DatabaseException failure) when (!failure.IsConnectionLost)
        {
            return $"it cannot be asked yet: {StepRefusal.TextOf(failure)}";
        }
    }

    private Task<StepSession> OpenAsync(Lease lease, string release, CancellationToken cancellation) =>
        StepSession.OpenAsync(_connectionString, StepSession.NameOf(lease, release), cancellation);

    private async Task<StepReport> RepeatAsync(Func<CancellationToken, Task<StepReport>> attempt, CancellationToken cancellation)
    {
        for (var tried = 1; ; tried++)
        {
            var report = await attempt(cancellation);
            if (report.Verdict != StepVerdict.Retry || tried >= _settings.Attempts)
            {
                return report;
            }

            // By chance, so that two who collide do not collide again.
            var doubled = Math.Min(_settings.Pause.TotalMilliseconds * Math.Pow(2, tried - 1), _settings.LongestPause.TotalMilliseconds);
            await Task.Delay(TimeSpan.FromMilliseconds(doubled * (RandomNumberGenerator.GetInt32(500, 1500) / 1000.0)), _time, cancellation);
        }
    }

    private async Task<StepReport> TryAsync(StepWork work, CancellationToken cancellation)
    {
        var blockers = new List<BlockingSession>();
        try
        {
            await using var session = await OpenAsync(work.Lease, work.Run.Release, cancellation);
            if (await OthersAsync(session, work, cancellation) is { } busy)
            {
                return busy;
            }

            if (await StepQuestion.AskAsync(session, work.Step, cancellation) is { } obstacle)
            {
                return work.Ended(StepVerdict.Failed, obstacle);
            }

            StepReport? report = null;
            var every = TimeSpan.FromMilliseconds(Math.Clamp(_settings.LockTimeout.TotalMilliseconds / 4, 20, 500));
            await Sessions.WatchAsync(session, token => StepSession.OpenAsync(_connectionString, Watcher, token), (every, blockers), async () =>
                report = work.Step switch
                {
                    { Rows: not null } => await new BackfillStep(session, work, Backfills).RunAsync(cancellation),
                    { IsTransactional: true } => await TransactionalStep.RunAsync(session, work, _settings, cancellation),
                    _ => await new LooseStep(session, work, _settings).RunAsync(cancellation),
                });
            return report!;
        }
        catch (StepRefusal refusal)
        {
            return StepOutcome.Of(work, (refusal.Place, refusal.Failure), blockers, _settings);
        }
        catch (DatabaseException failure)
        {
            return StepOutcome.Of(work, (work.Step.Place, failure), blockers, _settings);
        }
    }

    private static async Task<StepReport?> OthersAsync(StepSession session, StepWork work, CancellationToken cancellation)
    {
        var only = await Sessions.TryBecomeOnlyAsync(session, cancellation);
        var running = await Sessions.RunningAsync(session, StepSession.NameOf(work.Lease, work.Run.Release), cancellation);
        return only && running.Count == 0 ? null
            : work.Ended(StepVerdict.Retry, $"another session still runs a step here, and a second one is not begun: {(running.Count == 0 ? "it has just ended" : string.Join(" and ", running))}") with { Blockers = running };
    }
}
