using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Release;

internal sealed class ColumnRecreated() : MigrationRule(new RuleInfo("MG0707", nameof(ColumnRecreated))
{
    Title = "Column dropped and added again",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Fix = FixKind.Plan,
    Presumes = true,
    Catalogue = ["drop-add-looks-like-rename"],
    When = "A migration drops a column and adds one of the same name to the same table, as schema tools do for a change of type they cannot express",
    Effect = "Every value of {column} in {table} is lost: the column that comes back as {type} is empty",
    Instead = "Add a column of type {type} under another name, keep both in step, fill it in batches, and drop {column} when no live version uses it",
    Sources = ["https://www.prisma.io/docs/orm/prisma-migrate/workflows/customizing-migrations"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (step.Operation is DropColumn drop && step.Before.IsExisting(drop.Of, drop.Column) && Again(migration, step, drop) is { Column.Type: { } type })
            {
                yield return Report(step, ("type", type)) with
                {
                    Plan = TypeChangePlan.NewColumn(new AlterColumnType(drop.Of, drop.Column, type), step.Before),
                };
            }
        }
    }

    private static AddColumn? Again(MigrationContext migration, StepContext step, DropColumn drop) => Later.Find<AddColumn>(migration, step, drop.Column, add =>
        add.Column.Generated == GeneratedKind.None && step.Database.Syntax.Same(add.Of, drop.Of) && step.Database.Syntax.Same(add.Column.Name, drop.Column));
}
