using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class AttachScansPartition() : StepRule<AttachPartition>(new RuleInfo("MG0142", nameof(AttachScansPartition))
{
    Title = "ATTACH PARTITION scans under a lock",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["attach-partition-scan"],
    When = "A table that existed before becomes a partition, or a DEFAULT partition exists, and no validated CHECK proves that the rows are where they belong",
    Effect = "Every row of {scanned} is read under ACCESS EXCLUSIVE to test the bounds: nobody reads or writes it until that is done",
    Instead = "Prove it first: a CHECK with the bounds on {scanned}, NOT VALID, validated in a later migration; then ATTACH does not scan",
    Sources = ["https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE", "measured on PostgreSQL 15 and 18"],
})
{
    protected override IEnumerable<Finding> Check(AttachPartition operation, StepContext step)
    {
        if (operation.IsIndex || step.Classification.Cost.Scan == ScanKind.None)
        {
            return [];
        }

        var scanned = new List<string>();
        if (step.Before.IsExisting(operation.Partition) && !step.Before.IsProvedWithin(operation.Partition, operation.Bounds))
        {
            scanned.Add(operation.Partition.ToString());
        }

        if (Partitions.Default(operation, step.Before) is { } standing && step.Before.IsExisting(standing) && !step.Before.IsProvedWithin(standing, operation.Bounds))
        {
            scanned.Add(standing.ToString());
        }

        return scanned.Count == 0 ? [] : [Report(step, ("scanned", string.Join(" and ", scanned))) with { Plan = PartitionPlan.Attach(operation, step.Before) }];
    }
}
