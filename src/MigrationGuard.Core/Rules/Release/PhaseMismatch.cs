using MigrationGuard.Classifying;

namespace MigrationGuard.Rules.Release;

internal sealed class PhaseMismatch() : MigrationRule(new RuleInfo("MG0702", nameof(PhaseMismatch))
{
    Title = "Declared phase does not fit",
    Severity = Severity.Error,
    Fix = FixKind.Code,
    Evidence = Evidence.History,
    Catalogue = ["phase-mismatch"],
    When = "A migration is declared expand or migrate and holds something that breaks the old version, or is declared contract and holds something that the new version needs",
    Effect = "The migration is declared {declared}, but {statements} {belong}: {why}",
    Instead = "{cure}",
    InsteadInGeneral = "Declare the phase that the statements have, or move them to a migration of that phase",
    Sources = ["https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        if (migration.Migration.DeclaredPhase is not { } declared)
        {
            return [];
        }

        // A mixture has a finding of its own, which says how to split it.
        var groups = PhaseGroups.Of(migration);
        if (groups.Mixed)
        {
            return [];
        }

        return declared == Phase.Contract
            ? Misplaced([.. groups.Expand, .. groups.Migrate], "contract", "before the switch", "Remove the declaration: nothing here has to wait for the old version")
            : Misplaced(groups.Contract, declared == Phase.Expand ? "expand" : "migrate", "in a contract migration", "Declare it phase contract, so that it waits until no live version needs what it takes away");
    }

    private IEnumerable<Finding> Misplaced(IReadOnlyList<StepContext> steps, string declared, string place, string cure)
    {
        if (steps.Count == 0)
        {
            return [];
        }

        var first = steps[0];
        var classification = first.Classification;
        var why = classification.BreaksOld.Breaks ? classification.BreaksOld.Reason
            : classification.BreaksNew.Breaks ? classification.BreaksNew.Reason
            : "the new version needs it when it starts";
        return [Report(
            first,
            ("declared", declared),
            ("statements", Wording.WithLines(steps)),
            ("belong", (steps.Count == 1 ? "belongs " : "belong ") + place),
            ("why", why),
            ("cure", cure))];
    }
}
