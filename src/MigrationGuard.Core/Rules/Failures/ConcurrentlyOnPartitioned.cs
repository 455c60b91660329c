using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Failures;

internal sealed class ConcurrentlyOnPartitioned() : StepRule<CreateIndex>(new RuleInfo("MG0621", nameof(ConcurrentlyOnPartitioned))
{
    Title = "CONCURRENTLY does not work on a partitioned table",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["concurrent-on-partitioned-parent"],
    When = "An index is created with CONCURRENTLY on a table that is partitioned",
    Effect = "The server refuses it: {table} is partitioned",
    Instead = "Create the index on the parent alone, build it with CONCURRENTLY on each partition, and attach them",
    Sources = ["https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE", "measured: 15, 18"],
})
{
    protected override IEnumerable<Finding> Check(CreateIndex operation, StepContext step)
        => operation.Concurrently && PartitionedIndex.IsNeeded(operation, step) ? [Report(step) with { Suggestion = PartitionedIndex.Plan(operation, step) }] : [];
}
