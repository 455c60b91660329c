using MigrationGuard.Execution;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Expansions;

/// <summary>Expands with files of SQL, step by step.</summary>
/// <param name="runner">The database.</param>
/// <param name="plan">The files.</param>
public sealed class SqlExpansion(IStepRunner runner, StepPlan plan) : IExpansion
{
    /// <inheritdoc />
    public async Task<StepResult> RunNextAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation) =>
        Steps.ResultOf(await runner.RunNextAsync(new StepRun(release.Id, Steps.Expand, plan), lease, cancellation));
}
