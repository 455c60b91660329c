using MigrationGuard.Classifying;

namespace MigrationGuard.Rules.Release;

internal sealed class MixedPhaseMigration() : MigrationRule(new RuleInfo("MG0703", nameof(MixedPhaseMigration))
{
    Title = "One migration for both sides of the switch",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Fix = FixKind.Plan,
    Catalogue = ["mixed-phase-migration"],
    When = "A migration makes something that the new version needs and takes something away that the old version needs",
    Effect = "There is no right time to run it. Before the switch, {contract} would break the old version: {why}. After it, {early} would come too late for the new one",
    Instead = "Split it into {parts}",
    Sources = ["https://martinfowler.com/bliki/ParallelChange.html", "https://github.com/dotnet/efcore/issues/19587"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        var groups = PhaseGroups.Of(migration);
        return groups.Mixed && groups.Contract.Any(IsNeeded)
            ? [Report(
                groups.Contract[0],
                ("contract", Wording.WithLines(groups.Contract)),
                ("why", Why(groups.Contract[0].Classification)),
                ("early", Wording.WithLines(groups.Expand.Count > 0 ? groups.Expand : groups.Migrate)),
                ("parts", Parts(groups, migration))) with { Suggestion = SplitPlan.Of(groups) }]
            : [];
    }

    /// <summary>Whether somebody may need what the step takes away. What no live version uses may go at any time.</summary>
    private static bool IsNeeded(StepContext step) => step.Live is not { Known: true, Complete: true } || Removals.Of(step) is not { } removed || Removals.UsesOf(removed, step).Count > 0;

    private static string Why(Classification classification) => classification.BreaksOld.Breaks ? classification.BreaksOld.Reason : classification.BreaksNew.Reason;

    private static string Parts(PhaseGroups groups, MigrationContext migration)
    {
        var parts = new List<string>();
        Add(parts, "an expand migration, run before the switch, with ", groups.Expand);
        Add(parts, "a migrate migration, run while both versions live, with ", groups.Migrate);
        Add(parts, $"a contract migration that {Told.Contract(migration.Migration)} and waits until no live version needs what goes, with ", groups.Contract);
        return string.Join("; ", parts.Select((part, number) => FormattableString.Invariant($"({number + 1}) {part}")));
    }

    private static void Add(List<string> parts, string what, IReadOnlyList<StepContext> steps)
    {
        if (steps.Count > 0)
        {
            parts.Add(what + Wording.WithLines(steps));
        }
    }
}
