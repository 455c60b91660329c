using MigrationGuard.Operations;
using MigrationGuard.Planning;
using MigrationGuard.Rules.Release;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class TableRenamed() : MigrationRule(new RuleInfo("MG0232", nameof(TableRenamed))
{
    Title = "Table renamed under the live version",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Fix = FixKind.Plan,
    Catalogue = ["rename-table"],
    When = "A table that a live version may use is renamed or moved to another schema, and no view takes its name in the same migration; a rename is a removal and an addition at once, so no phase suits it",
    Effect = "Every statement of the old version that names {table} fails from this moment, and after a rollback every one that names {renamed} does too",
    Instead = "Keep the name and map the new version to it (ToTable); or create a view {table} in the same transaction, with the privileges of the table",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-RENAME", "measured on PostgreSQL 15 and 18: 42P01"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (RenameShim.NewNameOf(step.Operation) is { } renamed && step.Operation.Table is { } table && step.MayUse(table)
                && !Tombstones.Is(renamed.Name) && RenameShim.Of(migration, step) is null)
            {
                yield return Report(step, ("renamed", renamed)) with { Plan = RemovalPlan.RenameWithView(step.Operation, table, renamed, step.Before) };
            }
        }
    }
}
