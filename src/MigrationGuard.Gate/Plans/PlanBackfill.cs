using MigrationGuard.Execution;
using MigrationGuard.Gate.Contractions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Plans;

/// <summary>Fills rows with the second phase of a plan, a step at a time.</summary>
/// <param name="execution">The plan.</param>
public sealed class PlanBackfill(PlanExecution execution) : IBackfill
{
    /// <inheritdoc />
    public async Task<JobsResult> GoOnAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation)
    {
        var report = await execution.RunNextAsync(execution.Change.Phases[1], lease, null, cancellation);
        return new JobsResult(
            report.Verdict switch
            {
                StepVerdict.Done when report.Steps >= report.Total => JobsStanding.Finished,
                StepVerdict.Done => JobsStanding.Running,
                StepVerdict.Failed => JobsStanding.Failed,
                _ => JobsStanding.Unknown,
            },
            JudgedText.Of(report));
    }
}
