using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class SchemaRemoved() : MigrationRule(new RuleInfo("MG0233", nameof(SchemaRemoved))
{
    Title = "Schema or database removed or renamed",
    Severity = Severity.Error,
    HeldInContract = true,
    Evidence = Evidence.History,
    Catalogue = ["rename-schema"],
    When = "A schema or database that existed before is dropped or renamed",
    Effect = "Every statement of the old version that names something in {name}, or finds it there without naming the schema, fails from this moment{lost}",
    Instead = "Give each table of the new schema a view in the old one, or move tables one at a time; drop {name} in a contract migration when nothing in it is used",
    Sources = ["https://www.postgresql.org/docs/current/sql-dropschema.html", "https://www.postgresql.org/docs/current/sql-alterschema.html"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            switch (step.Operation)
            {
                case DropObject { Kind: ObjectKind.Schema or ObjectKind.Database } drop when step.MayUse(drop.Kind, drop.Name):
                    var tables = TablesIn(drop.Name.Name, step);
                    if (tables.Count > 0 || !IsCreatedAgain(migration, step, drop))
                    {
                        yield return Report(step, ("lost", drop.Cascade || drop.Kind == ObjectKind.Database ? ", and all rows in it are gone" + Dependents.Sentence(": ", tables) : ""));
                    }

                    break;
                case RenameObject { Kind: ObjectKind.Schema or ObjectKind.Database } rename when step.MayUse(rename.Kind, rename.Name):
                    yield return Report(step, ("lost", $", and after a rollback every one that names {rename.NewName} does too"));
                    break;
                default:
                    break;
            }
        }
    }

    // A schema of routines is made anew as a whole by some teams; what changes in it is said there.
    private static bool IsCreatedAgain(MigrationContext migration, StepContext step, DropObject drop)
        => Later.Find<CreateObject>(migration, step, drop.Name.Name, c => c.Kind == drop.Kind && step.Database.Syntax.Same(c.Name, drop.Name)) is not null;

    private static List<string> TablesIn(string schema, StepContext step)
    {
        var syntax = step.Database.Syntax;
        var found = new List<string>();
        foreach (var entry in step.Before.Schema.Tables.Entries())
        {
            if (entry.Value is { Existence: Existence.Exists, Kind: RelationKind.Table } && syntax.Same(entry.Key.Schema ?? syntax.DefaultSchema, schema))
            {
                found.Add(entry.Value.Name.ToString());
            }
        }

        return found;
    }
}
