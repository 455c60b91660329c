using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class RequiredColumnAdded() : MigrationRule(new RuleInfo("MG0201", nameof(RequiredColumnAdded))
{
    Title = "Required column without default",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Fix = FixKind.Plan,
    Catalogue = ["add-required-column", "add-column-null-default"],
    When = "A NOT NULL column without a default (or with DEFAULT NULL) is added to a table that already exists, or that the migration has filled",
    Effect = "The statement fails as soon as {table} has a row; on an empty table every INSERT of the version that is live fails, because it does not send {column}",
    Instead = "Add {column} without NOT NULL, release the version that writes it, fill the rows without, then make it NOT NULL; or give it a default that is right for every old row",
    Sources = ["https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN", "https://learn.microsoft.com/sql/relational-databases/errors-events/mssqlserver-4901-database-engine-error"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var (step, add) in RequiredColumns.Of(migration))
        {
            if (!add.Column.NullabilityImplied)
            {
                yield return Report(step) with { Plan = AddColumnPlan.Require(add, step.Before) };
            }
        }
    }
}
