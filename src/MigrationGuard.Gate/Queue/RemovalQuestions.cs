using System.Globalization;
using MigrationGuard.Backfills;
using MigrationGuard.Contracts;
using MigrationGuard.Execution;
using MigrationGuard.Gate.Contractions;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;
using MigrationGuard.Servers;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Gate.Queue;

/// <summary>Asks the database about a removal; every answer is a reason. What does not answer is unknown.</summary>
public sealed class RemovalQuestions
{
    private const int Shown = 5;

    /// <summary>Tries the removal against the statements of live versions.</summary>
    public required IChangeJudge Judge { get; init; }

    /// <summary>Looks for what uses it in the schema.</summary>
    public required ISchemaUses Uses { get; init; }

    /// <summary>The backfills.</summary>
    public required IBackfills Backfills { get; init; }

    /// <summary>What ran in the database; null where it is not watched.</summary>
    public IStatementWatch? Watch { get; init; }

    /// <summary>For how long nothing may have run that needs it.</summary>
    public TimeSpan Watched { get; init; }

    /// <summary>Whether the release is where something can be removed.</summary>
    public static ContractReason Retired(ReleaseRecord release, ReleaseState state, string? why) => state switch
    {
        ReleaseState.ContractPending pending => Gone(release, pending.Retirement),
        ReleaseState.Tombstoned tombstoned => Gone(release, tombstoned.Grant.Retirement),
        ReleaseState.Contracting contracting => Gone(release, contracting.Grant.Retirement),
        ReleaseState.WindowOpen open => Not(ContractCondition.Retired, $"the way back to {release.Old.Version} is promised until {Time(open.Until)}: 'migrationguard release close' ends it"),
        ReleaseState.Retiring => Not(ContractCondition.Retired, $"{release.Old.Version} is not known to be gone, or its support has not ended{(why is null ? "" : $": {why}")}"),
        ReleaseState.Held held => Not(ContractCondition.Retired, $"the release is held: {held.Why}"),
        _ => Not(ContractCondition.Retired, $"the release is {state.Word}: {release.Old.Version} is not replaced for good"),
    };

    /// <summary>Whether a live version needs it: version, statement, place.</summary>
    public async Task<ContractReason> NeededAsync(IReadOnlyList<MigrationStep> left, Hiding? hiding, CancellationToken cancellation)
    {
        var result = ContractJudgement.Of(await Judge.JudgeAsync([.. TombstoneSteps.Back(hiding), .. left], cancellation), "");
        return new(ContractCondition.Needed, result.Verdict, result.Why);
    }

    /// <summary>Whether something else in the schema uses it.</summary>
    public async Task<ContractReason> UsersAsync(IReadOnlyList<ContractObject> objects, CancellationToken cancellation)
    {
        var uses = await Uses.FindAsync(objects, cancellation);
        var verdict = uses.Any(use => use.IsCertain) ? EvidenceVerdict.Fail : uses.Count > 0 ? EvidenceVerdict.Unknown : EvidenceVerdict.Pass;
        return new(ContractCondition.Users, verdict, uses.Count == 0 ? "no view, foreign key, trigger, function or publication uses it"
            : string.Join("; ", uses.Take(Shown).Select(use => use.IsCertain ? $"{use.By} uses {use.Of}" : $"{use.By} may use {use.Of}: it names it")) + (uses.Count > Shown ? FormattableString.Invariant($"; and {uses.Count - Shown} more") : ""));
    }

    /// <summary>Whether every backfill is at its end.</summary>
    public async Task<ContractReason> BackfillAsync(CancellationToken cancellation)
    {
        var open = (await Backfills.ListAsync(cancellation)).Where(backfill => backfill.State is not (BackfillState.Done or BackfillState.Cancelled)).ToArray();
        return open.Length == 0 ? new(ContractCondition.Backfill, EvidenceVerdict.Pass, "no backfill is unfinished")
            : Not(ContractCondition.Backfill, string.Join("; ", open.Select(backfill => string.Create(CultureInfo.InvariantCulture, $"backfill {backfill.Name} is {backfill.State.ToString().ToLowerInvariant()} at {backfill.Share:P0}"))));
    }

    /// <summary>What ran that needs it, and since when that is known.</summary>
    public async Task<(ContractReason Reason, DateTimeOffset? UnusedSince)> StatementsAsync(string release, IReadOnlyList<MigrationStep> left, Hiding? hiding, CancellationToken cancellation)
    {
        if (Watch is null || Watched <= TimeSpan.Zero)
        {
            return (new(ContractCondition.Statements, EvidenceVerdict.Pass, "not required: \"watched\" in gate.contract watches what runs. Since when it is unused is not known: statistics of tables say nothing of a column"), null);
        }

        try
        {
            var seen = await Watch.LookAsync(release, [.. TombstoneSteps.Back(hiding), .. left], cancellation);
            return (Reason(seen), seen is { Needed.Count: 0, Gap: null } ? seen.Since : null);
        }
        catch (DatabaseException failure) when (failure.SqlState == "42704")
        {
            return (new(ContractCondition.Statements, EvidenceVerdict.Unknown, failure.Message), null);
        }
    }

    /// <summary>Whether it was hidden long enough.</summary>
    /// <param name="hiding">What is hidden.</param>
    /// <param name="since">Since when the release says so, which may be later.</param>
    /// <param name="soak">How long it has to be.</param>
    /// <param name="at">Now.</param>
    public static ContractReason Tombstone(Hiding? hiding, DateTimeOffset? since, TimeSpan soak, DateTimeOffset at) => Tombstone(hiding is not null && since > hiding.Since ? hiding with { Since = since.Value } : hiding, soak, at);

    private static ContractReason Tombstone(Hiding? hiding, TimeSpan soak, DateTimeOffset at) => hiding switch
    {
        { InUse: { } used } => Not(ContractCondition.Tombstone, used),
        _ when soak <= TimeSpan.Zero => new(ContractCondition.Tombstone, EvidenceVerdict.Pass, "the policy hides nothing before it is removed"),
        { State: HidingState.Hidden, Gap: { } gap, Objects.Count: > 0 } => new(ContractCondition.Tombstone, EvidenceVerdict.Unknown, $"hidden since {Time(hiding.Since)}; whether somebody asked for it is not known: {gap}"),
        { State: HidingState.Hidden } when at < hiding.Since + soak => Not(ContractCondition.Tombstone, $"hidden since {Time(hiding.Since)}, nobody asked for it; hidden until {Time(hiding.Since + soak)}"),
        { State: HidingState.Hidden } => new(ContractCondition.Tombstone, EvidenceVerdict.Pass, $"hidden since {Time(hiding.Since)}, and nobody asked for it"),
        { State: HidingState.Removed } => new(ContractCondition.Tombstone, EvidenceVerdict.Pass, "it was hidden, and is removed"),
        _ => Not(ContractCondition.Tombstone, string.Create(CultureInfo.InvariantCulture, $"it is not hidden yet; the next run hides it, for {soak.TotalDays:0.##} days")),
    };

    private ContractReason Reason(StatementCoverage seen) => seen switch
    {
        { Needed.Count: > 0 } => Not(ContractCondition.Statements, string.Join("; ", seen.Needed.Take(Shown).Select(needed => $"{needed.Role} ran {needed.Text} – {needed.Message}"))),
        { Gap: { } gap } => new(ContractCondition.Statements, EvidenceVerdict.Unknown, gap),
        _ when seen.Length < Watched => new(ContractCondition.Statements, EvidenceVerdict.Unknown, $"watched since {Time(seen.Since)} ({seen.Why}): too short to tell; long enough at {Time(seen.Since + Watched)}"),
        _ => new(ContractCondition.Statements, EvidenceVerdict.Pass, $"nothing that needs it ran since {Time(seen.Since)}"),
    };

    private static ContractReason Gone(ReleaseRecord release, Retirement retirement) => new(ContractCondition.Retired, EvidenceVerdict.Pass, $"{release.Old.Version} is gone and retired since {Time(retirement.SeenAt)}");

    private static ContractReason Not(ContractCondition condition, string why) => new(condition, EvidenceVerdict.Fail, why);

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
