using System.Globalization;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Expansions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Ledgers;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Gate.Contractions;

/// <summary>Removes with files of SQL, after the database said that no live version needs what they remove, and hides it first where the policy says so.</summary>
/// <param name="runner">The database.</param>
/// <param name="judge">Says what the files would do to live versions.</param>
/// <param name="plan">The files.</param>
/// <param name="policy">How long something is hidden first.</param>
public sealed class SqlContraction(IStepRunner runner, IChangeJudge judge, StepPlan plan, GatePolicy policy) : IContraction
{
    private const string NoTombstone = "nothing here can hide what a contract migration removes: set gate.policy.tombstoneSoak to \"0s\" to remove it without hiding";

    /// <summary>The releases of the database from old to new. What an earlier one has removed with the same files is not removed again.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<ReleaseRecord>>>? Releases { get; init; }

    /// <summary>What hides; null where nothing can.</summary>
    public ITombstones? Tombstones { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    private StepOrigin Origin => new(runner, plan, Steps.Contract) { Releases = Releases };

    private bool Hides => policy.TombstoneSoak > TimeSpan.Zero;

    /// <inheritdoc />
    public async Task<ContractResult> CheckAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        if (plan.Problems.Count > 0)
        {
            return new ContractResult(EvidenceVerdict.Fail, plan.Digest, string.Join('\n', plan.Problems));
        }

        var hiding = await FindAsync(release, cancellation);
        var records = await runner.RecordsAsync(await Origin.OfAsync(release, cancellation), Steps.Contract, cancellation);
        var done = records.Where(record => record.IsDone).Select(record => record.Number).ToHashSet();
        IReadOnlyList<MigrationStep> left = [.. plan.Steps.Where(step => !done.Contains(step.Number))];
        var judgement = await judge.JudgeAsync([.. TombstoneSteps.Back(hiding), .. left], cancellation);
        var result = ContractJudgement.Of(judgement, ContractDigest.Of(plan, ContractDigest.Base(records, judgement.Fingerprint, hiding), judgement.Versions));
        return result.Verdict == EvidenceVerdict.Pass && Complaint(hiding, done.Count > 0) is var (verdict, why) ? result with { Verdict = verdict, Why = why } : result;
    }

    /// <inheritdoc />
    public async Task<TombstoneResult> PlaceAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation)
    {
        if (Tombstones is null)
        {
            return new TombstoneResult(TombstoneSight.Unknown, NoTombstone);
        }

        var report = await Tombstones.HideAsync(release.Id, await LeftAsync(release, cancellation), lease, cancellation);
        return report.IsDone || await Tombstones.FindAsync(release.Id, cancellation) is { Hits.Count: > 0 }
            ? await ObserveAsync(release, cancellation)
            : new TombstoneResult(TombstoneSight.Unknown, report.Why);
    }

    /// <inheritdoc />
    public async Task<TombstoneResult> ObserveAsync(ReleaseRecord release, CancellationToken cancellation) => Tombstones is null
        ? new TombstoneResult(TombstoneSight.Unknown, NoTombstone)
        : TombstoneSteps.Seen(await Tombstones.LookAsync(release.Id, cancellation));

    /// <inheritdoc />
    public async Task<TombstoneResult> LiftAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation)
    {
        if (Tombstones is null)
        {
            return new TombstoneResult(TombstoneSight.Lifted, "nothing was hidden");
        }

        var report = await Tombstones.ShowAsync(release.Id, cancellation);
        return new TombstoneResult(report.IsDone ? TombstoneSight.Lifted : TombstoneSight.Unknown, report.Why);
    }

    /// <inheritdoc />
    public async Task<StepResult> RunNextAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation)
    {
        var origin = await Origin.OfAsync(release, cancellation);
        var hiding = await FindAsync(release, cancellation);
        if (hiding is { State: HidingState.Hidden } && hiding.Objects.Any(hidden => hidden.HiddenName is not null))
        {
            var back = await Tombstones!.RenameBackAsync(release.Id, lease, cancellation);
            if (!back.IsDone)
            {
                return new StepResult(StepOutcome.Retry, 0, plan.Steps.Count, back.Why);
            }

            hiding = await FindAsync(release, cancellation);
        }

        var records = await runner.RecordsAsync(origin, Steps.Contract, cancellation);
        var now = await judge.JudgeAsync([], cancellation);
        if (!string.Equals(ContractDigest.Of(plan, ContractDigest.Base(records, now.Fingerprint, hiding), now.Versions), grant.Digest, StringComparison.Ordinal))
        {
            return new StepResult(StepOutcome.Failed, records.Count(record => record.IsDone), plan.Steps.Count,
                "the statements, the schema or the live versions are not those that were checked: ask again whether it may be removed");
        }

        var report = await runner.RunNextAsync(new StepRun(origin, Steps.Contract, plan) { Expected = now.Fingerprint }, lease, cancellation);
        return report is { Verdict: StepVerdict.Done } && report.Steps == report.Total && hiding is { State: HidingState.Hidden } && await Tombstones!.SettleAsync(release.Id, lease, cancellation) is { IsDone: false } unsettled
            ? new StepResult(StepOutcome.Retry, report.Steps, report.Total, $"{report.Why}; the rights on what stays are not given back: {unsettled.Why}")
            : Steps.ResultOf(report);
    }

    private async Task<Hiding?> FindAsync(ReleaseRecord release, CancellationToken cancellation) => Tombstones is null ? null : await Tombstones.FindAsync(release.Id, cancellation);

    private async Task<IReadOnlyList<MigrationStep>> LeftAsync(ReleaseRecord release, CancellationToken cancellation)
    {
        var done = (await runner.RecordsAsync(await Origin.OfAsync(release, cancellation), Steps.Contract, cancellation)).Where(record => record.IsDone).Select(record => record.Number).ToHashSet();
        return [.. plan.Steps.Where(step => !done.Contains(step.Number))];
    }

    // The machine counts from its own decision; what was not hidden yet is not credited.
    private (EvidenceVerdict, string)? Complaint(Hiding? hiding, bool hasBegun) => hiding switch
    {
        { InUse: { } used } => (EvidenceVerdict.Fail, used),
        null when Hides && Tombstones is null => (EvidenceVerdict.Unknown, NoTombstone),
        { State: HidingState.Hidden } when !hasBegun && hiding.Since + policy.TombstoneSoak is var until && Time.GetUtcNow() < until =>
            (EvidenceVerdict.Unknown, string.Create(CultureInfo.InvariantCulture, $"hidden since {hiding.Since.UtcDateTime:u}: ask again at {until.UtcDateTime:u}")),
        { State: HidingState.Hiding } => (EvidenceVerdict.Unknown, "not all of it is hidden yet"),
        _ => null,
    };
}
