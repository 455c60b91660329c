using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Practice;

internal sealed class TableWithoutPrimaryKey() : MigrationRule(new RuleInfo("MG0810", nameof(TableWithoutPrimaryKey))
{
    Title = "Table without a primary key",
    Severity = Severity.Info,
    Evidence = Evidence.History,
    Catalogue = ["create-table-without-pk"],
    When = "A table is created and has no primary key at the end of the migration",
    Effect = "Rows of {table} cannot be told apart: logical replication refuses UPDATE and DELETE, a backfill has nothing to go by, and duplicates cannot be removed one by one",
    Instead = "Give {table} a primary key while it is empty",
    Sources = ["https://www.postgresql.org/docs/current/logical-replication-publication.html", "https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            // The columns of a partition, a copy or a query are somebody else's affair.
            if (step.Operation is CreateTable { Temporary: false, PartitionOf: null, AsQuery: null, Like.Count: 0, Inherits.Count: 0 } create
                && migration.After.Schema.Find(create.Name) is { Existence: Existence.Exists, Temporary: false } table
                && !table.Constraints.Exists(c => c.Definition is UniqueConstraint { IsPrimaryKey: true }))
            {
                yield return Report(step);
            }
        }
    }
}
