using MigrationGuard.Execution;
using MigrationGuard.Gate.Expansions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Contractions;

/// <summary>Removes with files of SQL, after the database said that no live version needs what they remove.</summary>
/// <param name="runner">The database.</param>
/// <param name="judge">Says what the files would do to live versions.</param>
/// <param name="plan">The files.</param>
/// <param name="policy">Whether something is to be hidden first, which nothing here can.</param>
public sealed class SqlContraction(IStepRunner runner, IChangeJudge judge, StepPlan plan, GatePolicy policy) : IContraction
{
    private const string NoTombstone = "what a contract migration removes cannot be hidden first: set gate.policy.tombstoneSoak to \"0s\" to remove it without hiding";

    /// <summary>The releases of the database from old to new. What an earlier one has removed with the same files is not removed again.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<ReleaseRecord>>>? Releases { get; init; }

    private StepOrigin Origin => new(runner, plan, Steps.Contract) { Releases = Releases };

    /// <inheritdoc />
    public async Task<ContractResult> CheckAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        if (plan.Problems.Count > 0)
        {
            return new ContractResult(EvidenceVerdict.Fail, plan.Digest, string.Join('\n', plan.Problems));
        }

        var records = await runner.RecordsAsync(await Origin.OfAsync(release, cancellation), Steps.Contract, cancellation);
        var done = records.Where(record => record.IsDone).Select(record => record.Number).ToHashSet();
        var judgement = await judge.JudgeAsync([.. plan.Steps.Where(step => !done.Contains(step.Number))], cancellation);
        var digest = ContractDigest.Of(plan, ContractDigest.Base(records, judgement.Fingerprint), judgement.Versions);
        var result = ContractJudgement.Of(judgement, digest);
        return result.Verdict == EvidenceVerdict.Pass && policy.TombstoneSoak > TimeSpan.Zero ? result with { Verdict = EvidenceVerdict.Unknown, Why = NoTombstone } : result;
    }

    /// <inheritdoc />
    public Task<TombstoneResult> PlaceAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation) =>
        Task.FromResult(new TombstoneResult(TombstoneSight.Unknown, NoTombstone));

    /// <inheritdoc />
    public Task<TombstoneResult> ObserveAsync(ReleaseRecord release, CancellationToken cancellation) =>
        Task.FromResult(new TombstoneResult(TombstoneSight.Unknown, NoTombstone));

    /// <summary>Nothing is hidden, so that everything is shown.</summary>
    public Task<TombstoneResult> LiftAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation) =>
        Task.FromResult(new TombstoneResult(TombstoneSight.Lifted, "nothing was hidden"));

    /// <inheritdoc />
    public async Task<StepResult> RunNextAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation)
    {
        var origin = await Origin.OfAsync(release, cancellation);
        var records = await runner.RecordsAsync(origin, Steps.Contract, cancellation);
        var now = await judge.JudgeAsync([], cancellation);
        if (!string.Equals(ContractDigest.Of(plan, ContractDigest.Base(records, now.Fingerprint), now.Versions), grant.Digest, StringComparison.Ordinal))
        {
            return new StepResult(StepOutcome.Failed, records.Count(record => record.IsDone), plan.Steps.Count,
                "the statements, the schema or the live versions are not those that were checked: ask again whether it may be removed");
        }

        var report = await runner.RunNextAsync(new StepRun(origin, Steps.Contract, plan) { Expected = now.Fingerprint }, lease, cancellation);
        return Steps.ResultOf(report);
    }
}
