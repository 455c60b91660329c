using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class TriggerRemoved() : MigrationRule(new RuleInfo("MG0239", nameof(TriggerRemoved))
{
    Title = "Trigger dropped or disabled",
    Severity = Severity.Error,
    HeldInContract = true,
    Evidence = Evidence.History,
    Catalogue = ["drop-trigger"],
    When = "A trigger of a table that a live version may write is dropped, disabled or enabled, and the migration does not create it again",
    Effect = "{old}",
    Instead = "Leave {trigger} until no live version relies on it, and drop it in a contract migration",
    EffectInGeneral = "What the trigger did for the old version no longer happens: columns stay unfilled, versions read different data",
    Sources = ["https://www.postgresql.org/docs/current/sql-droptrigger.html", "https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            var syntax = step.Database.Syntax;
            var removed = step.Operation switch
            {
                DropTrigger drop when step.MayUse(drop.Of) && Later.Find<CreateTrigger>(migration, step, drop.Of.Name, t => syntax.Same(t.Name, drop.Name) && syntax.Same(t.Of, drop.Of)) is null => drop.Name,
                SwitchTrigger { IsRule: false } @switch when step.MayUse(@switch.Of) && !IsSwitchedBack(migration, step, @switch) => @switch.Name,
                _ => null,
            };
            if (removed is not null && step.Classification.BreaksOld.Breaks && !Later.IsGone(migration, step.Operation.Table!.Value))
            {
                yield return Report(step, ("trigger", removed));
            }
        }
    }

    // DISABLE, a change of data, ENABLE again in one transaction: the table is locked meanwhile, and nothing is different afterwards.
    private static bool IsSwitchedBack(MigrationContext migration, StepContext step, SwitchTrigger @switch)
    {
        if (!step.Before.Transaction.IsOpen)
        {
            return false;
        }

        SwitchTrigger? first = null;
        SwitchTrigger? last = null;
        foreach (var at in migration.Index.Of<SwitchTrigger>(@switch.Of.Name))
        {
            if (migration.Steps[at].Operation is SwitchTrigger same && step.Database.Syntax.Same(same.Of, @switch.Of) && step.Database.Syntax.Same(same.Name, @switch.Name))
            {
                first ??= same;
                last = same;
            }
        }

        return first is { Enable: false } && last is { Enable: true, Mode: null };
    }
}
