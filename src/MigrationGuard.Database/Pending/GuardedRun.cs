using MigrationGuard.Migrations;

namespace MigrationGuard.Pending;

/// <summary>A run of a migration runner under guard: judged as a whole, refused before its first statement, tried again where it met a lock, written down.</summary>
/// <param name="options">How the hook behaves.</param>
public sealed class GuardedRun(RunGuardOptions options)
{
    private IRunGuard Guard => options.Guard ?? throw new InvalidOperationException("MigrationGuard has no database: call UsePostgreSql(connectionString) in its options.");

    /// <summary>Lets one guarded run after the other: what is pending is to be read once this has returned. The next one waits until the result is disposed of.</summary>
    /// <exception cref="InvalidOperationException">No guard was configured.</exception>
    public Task<IAsyncDisposable?> HoldAsync(CancellationToken cancellation) => Guard.HoldAsync(cancellation);

    /// <summary>Judges; throws where the run may not begin, and says what there is to say where it may.</summary>
    /// <exception cref="MigrationRefusedException">The run is refused.</exception>
    /// <exception cref="InvalidOperationException">No guard was configured.</exception>
    public async Task<RunJudgement> JudgeAsync(PendingRun run, CancellationToken cancellation)
    {
        var judgement = await Guard.JudgeAsync(run, cancellation).ConfigureAwait(false);
        var policy = judgement.Decision switch
        {
            RunDecision.Refused => options.Danger,
            RunDecision.Unknown => options.Unknown,
            RunDecision.Unreachable => options.Unreachable,
            _ => RunPolicy.Warn,
        };
        if (policy == RunPolicy.Refuse)
        {
            throw new MigrationRefusedException(RunText.Of(run, judgement), judgement);
        }

        if (judgement.Decision != RunDecision.Run || judgement.Reasons.Count > 0)
        {
            options.Say(RunText.Warning(run, judgement));
        }

        return judgement;
    }

    /// <summary>Runs; where a lock was not to be had in time, waits and runs again what is left.</summary>
    /// <param name="run">Runs what is pending; called again it has to go on behind what was applied.</param>
    /// <param name="cancellation">Ends the pauses.</param>
    public async Task RunAsync(Func<CancellationToken, Task> run, CancellationToken cancellation)
    {
        var pause = options.RetryPause;
        for (var tries = 0; ; tries++)
        {
            try
            {
                await run(cancellation).ConfigureAwait(false);
                return;
            }
            catch (Exception exception) when (tries < options.Retries && Guard.IsBusy(exception))
            {
                options.Say(FormattableString.Invariant($"migrationguard: {exception.GetBaseException().Message}; trying again in {pause.TotalSeconds:0.#} s ({tries + 1} of {options.Retries})"));
                await Task.Delay(pause, options.Time, cancellation).ConfigureAwait(false);
                pause += pause;
            }
        }
    }

    /// <summary>Writes into the ledger what was applied; a ledger that does not answer is said, and is no error: the schema has changed already.</summary>
    public async Task ReportAsync(PendingRun run, IReadOnlyList<MigrationId> applied, RunJudgement judgement, CancellationToken cancellation)
    {
        if (applied.Count > 0 && await Guard.ReportAsync(run, applied, judgement, cancellation).ConfigureAwait(false) is { } fault)
        {
            options.Say($"migrationguard: the ledger does not know that {applied.Count} migrations were applied: {fault}");
        }
    }
}
