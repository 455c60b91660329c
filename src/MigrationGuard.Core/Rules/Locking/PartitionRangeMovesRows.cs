using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class PartitionRangeMovesRows() : StepRule<ChangePartitionRange>(new RuleInfo("MG0178", nameof(PartitionRangeMovesRows))
{
    Title = "Splitting or merging a partition range may move rows",
    Severity = Severity.Warning,
    Databases = DatabaseKinds.SqlServer,
    Confidence = Confidence.Unverified,
    Catalogue = ["split-merge-range-mssql"],
    When = "A range of a partition function is split or merged",
    Effect = "If a partition of {function} that is {how} holds rows, they are moved and logged one by one while its tables are locked",
    Instead = "Split and merge only empty partitions: switch the rows out first",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/alter-partition-function-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(ChangePartitionRange operation, StepContext step) => [Report(step, ("function", operation.Function), ("how", operation.Split ? "split" : "merged"))];
}
