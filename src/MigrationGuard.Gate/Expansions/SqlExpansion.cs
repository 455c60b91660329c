using MigrationGuard.Execution;
using MigrationGuard.Gate.Machine;
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
    /// Says what a step would do to the live versions before it is taken, whatever the guard in the database does; null to leave that to the guard. It is not asked about
    /// steps outside of transactions, which cannot be tried.
    /// </summary>
    public IChangeJudge? Judge { get; init; }

    /// <summary>What becomes of a step of which that is not known.</summary>
    public UnknownPolicy Unknown { get; init; } = UnknownPolicy.Refuse;

    private StepOrigin Origin => new(runner, plan, Steps.Expand) { Releases = Releases };

    /// <inheritdoc />
    public async Task<StepResult> RunNextAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation)
    {
        var origin = await Origin.OfAsync(release, cancellation);
        return await RefusedAsync(origin, cancellation) ?? Steps.ResultOf(await runner.RunNextAsync(new StepRun(origin, Steps.Expand, plan), lease, cancellation));
    }

    private async Task<StepResult?> RefusedAsync(string origin, CancellationToken cancellation)
    {
        if (Judge is null || plan.Problems.Count > 0)
        {
            return null;
        }

        var done = (await runner.RecordsAsync(origin, Steps.Expand, cancellation)).Where(record => record.IsDone).Select(record => record.Number).ToHashSet();
        if (plan.Steps.FirstOrDefault(step => !done.Contains(step.Number)) is not { IsTransactional: true } next)
        {
            return null;
        }

        var judgement = await Judge.JudgeAsync([next], cancellation);
        return ExpansionJudgement.Refusal(judgement, next, Unknown) is { } why ? new StepResult(StepOutcome.Failed, done.Count, plan.Steps.Count, why) : null;
    }
}
