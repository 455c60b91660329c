using MigrationGuard.Execution;
using MigrationGuard.Gate.Running;
using MigrationGuard.Guarding;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Expansions;

/// <summary>Expands with files of SQL, step by step.</summary>
/// <param name="runner">The database.</param>
/// <param name="plan">The files.</param>
public sealed class SqlExpansion(IStepRunner runner, StepPlan plan) : IExpansion
{
    /// <summary>The releases of the database from old to new. What an earlier one has done with the same files, before it went back for instance, is not done again.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<ReleaseRecord>>>? Releases { get; init; }

    /// <summary>
    /// What becomes of a step of which it is not known whether the live versions survive it; asked before every step, which is judged whatever the guard in the
    /// database does. Null to leave that to the guard.
    /// </summary>
    public Func<CancellationToken, Task<UnknownPolicy>>? Unknown { get; init; }

    private StepOrigin Origin => new(runner, plan, Steps.Expand) { Releases = Releases };

    /// <inheritdoc />
    public async Task<StepResult> RunNextAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation)
    {
        var run = new StepRun(await Origin.OfAsync(release, cancellation), Steps.Expand, plan) { Judged = Unknown is null ? null : await Unknown(cancellation) };
        return Steps.ResultOf(await runner.RunNextAsync(run, lease, cancellation));
    }
}
