using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ObjectRemoved() : MigrationRule(new RuleInfo("MG0236", nameof(ObjectRemoved))
{
    Title = "View, routine or sequence removed or renamed",
    Severity = Severity.Error,
    HeldInContract = true,
    Evidence = Evidence.History,
    Catalogue = ["drop-view-routine"],
    When = "A view, function, procedure, sequence or the like that a live version may use is dropped or renamed, and the migration does not create it again",
    Effect = "Every statement of the old version that names {name} fails from this moment",
    Instead = "Leave {name} beside its successor, and drop it in a contract migration when no live version uses it",
    Sources = ["https://www.postgresql.org/docs/current/sql-dropview.html", "https://www.postgresql.org/docs/current/sql-dropfunction.html", "https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            var removed = step.Operation switch
            {
                DropObject drop when IsMeant(drop.Kind) && step.MayUse(drop.Kind, drop.Name) && !IsCreatedAgain(migration, step, drop) => true,
                RenameObject rename when IsMeant(rename.Kind) && step.MayUse(rename.Kind, rename.Name) => true,
                _ => false,
            };
            if (removed && step.Classification.BreaksOld.Breaks)
            {
                yield return Report(step);
            }
        }
    }

    private static bool IsMeant(ObjectKind kind) => kind is not (ObjectKind.Schema or ObjectKind.Database or ObjectKind.Extension);

    private static bool IsCreatedAgain(MigrationContext migration, StepContext step, DropObject drop)
    {
        var syntax = step.Database.Syntax;
        return drop.Kind switch
        {
            ObjectKind.View or ObjectKind.MaterializedView => Later.Find<CreateView>(migration, step, drop.Name.Name, v => syntax.Same(v.Name, drop.Name)) is not null,
            ObjectKind.Routine => Later.Find<CreateRoutine>(migration, step, drop.Name.Name, r => syntax.Same(r.Name, drop.Name)) is not null,
            ObjectKind.Sequence => Later.Find<CreateSequence>(migration, step, drop.Name.Name, s => syntax.Same(s.Name, drop.Name)) is not null,
            _ => Later.Find<CreateObject>(migration, step, drop.Name.Name, o => o.Kind == drop.Kind && syntax.Same(o.Name, drop.Name)) is not null,
        };
    }
}
