using MigrationGuard.Operations;
using MigrationGuard.Planning;
using MigrationGuard.Rules.Release;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ColumnDropped() : MigrationRule(new RuleInfo("MG0230", nameof(ColumnDropped))
{
    Title = "Column dropped",
    Severity = Severity.Error,
    HeldInContract = true,
    Evidence = Evidence.History,
    Fix = FixKind.Plan,
    Catalogue = ["ef-computed-change-drops-column", "drop-column", "drop-column-cascade", "drop-column-with-index", "drop-column-not-empty", "fm-delete-column-default"],
    When = "A column that a live version may use is dropped, or renamed out of reach",
    Effect = "Every statement of the old version that names {column} of {table} fails from this moment{lost}",
    Instead = "Stop writing and reading {column}, release that, and when no older version is live rename it out of reach in a contract migration; drop it when nobody missed it",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-COLUMN", "https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        for (var i = 0; i < migration.Steps.Count; i++)
        {
            var step = migration.Steps[i];
            switch (step.Operation)
            {
                case DropColumn drop when step.MayUse(drop.Of, drop.Column) && !IsReplacement(migration, i, drop):
                    yield return Report(step, ("lost", Lost(drop, step))) with { Plan = Tombstones.Is(drop.Column) ? null : RemovalPlan.Column(drop, step.Before) };
                    break;
                case RenameColumn rename when Tombstones.Is(rename.NewName) && step.MayUse(rename.Of, rename.Column):
                    yield return Report(step, ("lost", "; its values are kept and come back with one RENAME"));
                    break;
                default:
                    break;
            }
        }
    }

    // What looks like a rename or a change of type is said by the rules about those.
    private static bool IsReplacement(MigrationContext migration, int at, DropColumn drop)
        => (Replacements.Partner(migration, at, drop) is { } added && !Replacements.Copies(migration, drop, added.Column.Name))
            || Later.Find<AddColumn>(migration, migration.Steps[at], drop.Column, a => migration.Steps[at].Database.Syntax.Same(a.Of, drop.Of)
                && migration.Steps[at].Database.Syntax.Same(a.Column.Name, drop.Column) && a.Column.Generated == GeneratedKind.None) is not null;

    private static string Lost(DropColumn drop, StepContext step)
    {
        var silent = Dependents.Silent(drop, step);
        IReadOnlyList<string> all = drop.Cascade ? [.. silent, .. Dependents.Blocking(drop, step)] : silent;
        var unseen = drop.Cascade ? ", and CASCADE takes whatever else depends on it" : "";
        return $", and its values are gone{Dependents.Sentence("; with it go ", all)}{unseen}";
    }
}
