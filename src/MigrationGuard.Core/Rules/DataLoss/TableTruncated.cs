using MigrationGuard.Operations;

namespace MigrationGuard.Rules.DataLoss;

internal sealed class TableTruncated() : StepRule<TruncateTables>(new RuleInfo("MG0330", nameof(TableTruncated))
{
    Title = "TRUNCATE deletes every row",
    Severity = Severity.Error,
    HeldInContract = true,
    Catalogue = ["truncate"],
    When = "An existing table is truncated",
    Effect = "Every row of {tables} is gone at once, under a lock that keeps out all reads{cascade}; the old version finds nothing there now and after a rollback",
    Instead = "Delete in batches what nobody needs, in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-truncate.html", "https://learn.microsoft.com/sql/t-sql/statements/truncate-table-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(TruncateTables operation, StepContext step)
    {
        var existing = operation.Tables.RemoveAll(table => !step.Before.IsExisting(table));
        var cascade = operation.Cascade ? ", and so is every row of every table that refers to it" : "";
        return existing.Count == 0 ? [] : [Report(step, ("tables", string.Join(", ", existing)), ("cascade", cascade))];
    }
}
