using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class DetachLocksParent() : StepRule<DetachPartition>(new RuleInfo("MG0144", nameof(DetachLocksParent))
{
    Title = "DETACH PARTITION locks the whole table",
    Severity = Severity.Warning,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["detach-partition"],
    When = "A partition of an existing table is detached without CONCURRENTLY, on a server and table that could do it so",
    Effect = "Nobody reads or writes {table} and {partition} while the statement waits for its locks ({lock})",
    Instead = "Detach it CONCURRENTLY, in a migration that runs outside a transaction",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION"],
})
{
    protected override IEnumerable<Finding> Check(DetachPartition operation, StepContext step)
        => operation is { Concurrently: false, Finalize: false } && step.Before.IsExisting(operation.Parent) && step.Before.IsExisting(operation.Partition)
            && step.Database.HasDetachConcurrently && !HasDefault(operation, step)
            ? [Report(step, ("partition", operation.Partition)) with { Suggestion = step.Sql(operation with { Concurrently = true }) + ";" }]
            : [];

    // CONCURRENTLY is refused while the table has a DEFAULT partition: the advice would not work.
    private static bool HasDefault(DetachPartition operation, StepContext step)
        => Partitions.Default(operation, step.Before) is not null || step.Before.Schema.Find(operation.Partition)?.DefaultPartition == true;
}
