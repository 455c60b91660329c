using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class RoutineReplaced() : MigrationRule(new RuleInfo("MG0237", nameof(RoutineReplaced))
{
    Title = "Function or procedure changed while both versions call it",
    Severity = Severity.Warning,
    HeldInContract = true,
    Evidence = Evidence.History,
    Fix = FixKind.Mechanical,
    Catalogue = ["change-routine-body-semantics", "drop-view-routine"],
    When = "A routine that a live version may call gets another body or signature; a note when it is not known to exist",
    Effect = "Calls of {routine} by the old version {what}, before the switch and after a rollback",
    Instead = "Create the new one under another name ({renamed}) for the new version, and drop {routine} in a contract migration; or make sure that the old version can live with the new one",
    Sources = ["https://www.postgresql.org/docs/current/sql-createfunction.html", "https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            switch (step.Operation)
            {
                case CreateRoutine { Replace: true } routine when step.MayUse(ObjectKind.Routine, routine.Name):
                    if (!IsSame(routine, step))
                    {
                        yield return Of(step, routine);
                    }

                    break;
                case DropObject { Kind: ObjectKind.Routine } drop when step.MayUse(drop.Kind, drop.Name)
                    && Later.Find<CreateRoutine>(migration, step, drop.Name.Name, r => step.Database.Syntax.Same(r.Name, drop.Name)) is { } again && !IsSame(again, step):
                    yield return Of(step, again);
                    break;
                default:
                    break;
            }
        }
    }

    private Finding Of(StepContext step, CreateRoutine routine)
    {
        var known = step.Before.Schema.FindObject(ObjectKind.Routine, routine.Name)?.Routine;
        var renamed = routine.Name with { Name = routine.Name.Name + "_v2" };
        var what = known is not null && known.Signature != routine.Signature ? "meet another signature" : "get the new body";
        var finding = Report(step, ("routine", routine.Name), ("renamed", renamed), ("what", what)) with
        {
            Suggestion = step.Sql(routine with { Name = renamed, Replace = false }) + ";",
        };
        return known is null ? finding with { Severity = Severity.Info } : finding;
    }

    private static bool IsSame(CreateRoutine routine, StepContext step)
        => step.Before.Schema.FindObject(ObjectKind.Routine, routine.Name)?.Routine is { Body: { } body } known && body.Equals(routine.Body) && known.Signature == routine.Signature;
}
