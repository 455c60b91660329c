using MigrationGuard.Execution;
using MigrationGuard.Gate.Contractions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Plans;

/// <summary>Executes a plan under the lease of the database. Ended anywhere and started again, it goes on with the step it was at.</summary>
/// <param name="ledger">Who gives the lease.</param>
/// <param name="execution">The plan.</param>
/// <param name="time">The clock.</param>
public sealed class PlanRunner(IReleaseLedger ledger, PlanExecution execution, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(500);

    private readonly ReleaseClock _clock = new(time);

    /// <summary>Executes the phases, or what is left of them. Whatever the database does is an answer; only cancellation is thrown.</summary>
    public async Task<PlanRunReport> RunAsync(PlanRunOptions options, CancellationToken cancellation)
    {
        LeaseKeeper? keeper = null;
        try
        {
            var answer = options.TakesOver
                ? new LeaseAnswer.Taken(await ledger.SeizeLeaseAsync(options.Holder, options.LeaseDuration, cancellation))
                : await new LeaseQueue(ledger, _clock, PollInterval).AcquireAsync(options.Holder, options.LeaseDuration, options.Wait, cancellation);
            if (answer is LeaseAnswer.Busy busy)
            {
                return new PlanRunReport(ReleaseAnswer.Busy, LeaseQueue.TextOf(busy));
            }

            keeper = new LeaseKeeper(ledger, _clock, options.LeaseDuration, ((LeaseAnswer.Taken)answer).Lease);
            var report = await RunAsync(keeper, options, cancellation);
            return report with { Standing = await execution.StandingAsync(cancellation) };
        }
        catch (LeaseLostException lost)
        {
            return new PlanRunReport(ReleaseAnswer.Busy, $"{lost.Message} Nothing was done since.");
        }
        catch (Exception failure) when (failure is DatabaseException or TimeoutException)
        {
            return new PlanRunReport(ReleaseAnswer.Dependency, failure is DatabaseException { Hint: { } hint } ? $"{failure.Message}. {hint}" : failure.Message);
        }
        finally
        {
            await (keeper?.GiveBackAsync(Patience) ?? Task.CompletedTask);
        }
    }

    private async Task<PlanRunReport> RunAsync(LeaseKeeper keeper, PlanRunOptions options, CancellationToken cancellation)
    {
        var accepted = options.Accepted;
        foreach (var phase in execution.Change.Phases.Where(phase => options.Phases.Contains(phase.Name)))
        {
            StepReport report;
            do
            {
                await keeper.RenewIfDueAsync(cancellation);
                report = await keeper.WhileAsync(token => execution.RunNextAsync(phase, keeper.Lease, accepted, token), cancellation);
                options.Progress?.Report(report);
                if (report.Verdict != StepVerdict.Done)
                {
                    return new PlanRunReport(AnswerOf(report.Verdict), JudgedText.Of(report)) { Blockers = report.Blockers };
                }

                accepted = null;
            }
            while (report.Steps < report.Total);
        }

        return new PlanRunReport(ReleaseAnswer.Yes, $"{string.Join(" and ", options.Phases)} {(options.Phases.Count == 1 ? "is" : "are")} done");
    }

    private static ReleaseAnswer AnswerOf(StepVerdict verdict) => verdict switch
    {
        StepVerdict.Retry => ReleaseAnswer.Busy,
        StepVerdict.Failed => ReleaseAnswer.No,
        _ => ReleaseAnswer.Held,
    };
}
