using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class NewPartitionLocksParent() : StepRule<CreateTable>(new RuleInfo("MG0143", nameof(NewPartitionLocksParent))
{
    Title = "CREATE TABLE … PARTITION OF locks the whole table",
    Severity = Severity.Warning,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["create-partition-of"],
    When = "A partition of an existing table is created in place",
    Effect = "Nobody reads or writes {parent} while the statement waits for its lock (ACCESS EXCLUSIVE){scan}",
    Instead = "Create the table beside it with LIKE and attach it: ATTACH PARTITION lets reads and writes of {parent} go on{proof}",
    Sources = ["https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-PARTITION", "measured on PostgreSQL 15 and 18"],
})
{
    protected override IEnumerable<Finding> Check(CreateTable operation, StepContext step)
    {
        if (operation.PartitionOf is not { } parent || !step.Before.IsExisting(parent) || !step.Classification.Cost.BlocksReads)
        {
            return [];
        }

        var standing = Partitions.Default(operation, step.Before);
        var finding = Report(
            step,
            ("parent", parent),
            ("scan", standing is { } d ? $", and then while every row of {d} is read" : ""),
            ("proof", standing is { } p ? $", when a validated CHECK on {p} proves that it has no such rows" : "")) with
        {
            Plan = PartitionPlan.CreateAndAttach(operation, step.Before),
        };
        return [step.Classification.Cost.Scan == ScanKind.None ? finding : finding with { Severity = Severity.Error }];
    }
}
