using MigrationGuard.Execution;
using MigrationGuard.Gate.Expansions;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Plans;

/// <summary>Expands with the first phase of a plan. What was executed of it before, by whoever, is not done again.</summary>
/// <param name="execution">The plan.</param>
public sealed class PlanExpansion(PlanExecution execution) : IExpansion
{
    /// <inheritdoc />
    public async Task<StepResult> RunNextAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation) =>
        Steps.ResultOf(await execution.RunNextAsync(execution.Change.Phases[0], lease, null, cancellation));
}
