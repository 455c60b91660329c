using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class IndexBlocksWrites() : StepRule<CreateIndex>(new RuleInfo("MG0101", nameof(IndexBlocksWrites))
{
    Title = "Index build blocks writes",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["create-index-blocking"],
    When = "An index is created without CONCURRENTLY on a table that already exists",
    Effect = "Every INSERT, UPDATE and DELETE on {table} waits until the index is built",
    Instead = "Build it with {online}, alone in a migration that runs outside a transaction",
    Sources = ["https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY"],
})
{
    private const string OnPartitions = "Build it with CONCURRENTLY on each partition, outside a transaction, and attach those to an index of the parent alone";

    protected override IEnumerable<Finding> Check(CreateIndex operation, StepContext step)
    {
        if (!step.Before.IsExisting(operation.Of) || step.Classification.Cost is not { BlocksWrites: true, BuildsIndex: true })
        {
            return [];
        }

        return PartitionedIndex.IsNeeded(operation, step)
            ? [Report(step) with { Instead = OnPartitions, Suggestion = PartitionedIndex.Plan(operation, step) }]
            : [Report(step) with { Suggestion = step.Sql(operation with { Concurrently = true }) + ";" }];
    }
}
