using MigrationGuard.Operations;
using MigrationGuard.Planning;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class TableDropped() : MigrationRule(new RuleInfo("MG0231", nameof(TableDropped))
{
    Title = "Table dropped",
    Severity = Severity.Error,
    HeldInContract = true,
    Evidence = Evidence.History,
    Fix = FixKind.Plan,
    Catalogue = ["drop-table", "drop-table-not-empty"],
    When = "A table that a live version may use is dropped, or renamed out of reach",
    Effect = "Every statement of the old version that names {table} fails from this moment{lost}",
    Instead = "Release a version that does not use {table}, and when no older one is live rename it out of reach in a contract migration; drop it when nobody missed it",
    Sources = ["https://www.postgresql.org/docs/current/sql-droptable.html", "https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            switch (step.Operation)
            {
                case DropTable drop when step.MayUse(drop.Name) && !IsTakenAgain(migration, step, drop.Name):
                    yield return Report(step, ("lost", Lost(drop, step))) with { Plan = RemovalPlan.Table(drop, step.Before) };
                    break;
                case RenameTable rename when Tombstones.Is(rename.NewName) && step.MayUse(rename.Name) && !IsTakenAgain(migration, step, rename.Name):
                    yield return Report(step, ("lost", "; its rows are kept and come back with one RENAME"));
                    break;
                default:
                    break;
            }
        }
    }

    // The rules about tables that are made anew and about views under an old name speak then.
    private static bool IsTakenAgain(MigrationContext migration, StepContext step, ObjectName name)
    {
        var syntax = step.Database.Syntax;
        return Later.Find<CreateTable>(migration, step, name.Name, c => syntax.Same(c.Name, name)) is not null
            || Later.Find<CreateView>(migration, step, name.Name, c => syntax.Same(c.Name, name)) is not null
            || Later.Find<RenameTable>(migration, step, name.Name, r => syntax.Same(new ObjectName(r.Name.Schema, r.NewName), name)) is not null;
    }

    private static string Lost(DropTable drop, StepContext step)
    {
        var table = step.Before.Schema.Find(drop.Name);
        var rows = table?.PartitionOf is { } parent ? $", queries on {parent} no longer return its rows, and they are gone" : ", and its rows are gone";
        IReadOnlyList<string> all =
        [
            .. table is { Partitioned: true, Children: var children } ? children.Select(c => "partition " + c) : [],
            .. drop.Cascade ? Dependents.Blocking(drop.Name, step) : [],
        ];
        return rows + Dependents.Sentence("; with it go ", all) + (drop.Cascade ? ", and CASCADE takes whatever else depends on it" : "");
    }
}
