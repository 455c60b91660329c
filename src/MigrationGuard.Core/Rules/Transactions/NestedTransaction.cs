using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Transactions;

internal sealed class NestedTransaction() : StepRule<BeginTransaction>(new RuleInfo("MG0505", nameof(NestedTransaction))
{
    Title = "BEGIN inside a transaction",
    Severity = Severity.Warning,
    Catalogue = ["uncommitted-transaction"],
    When = "A transaction is begun while one is open",
    Effect = "BEGIN opens nothing new here: the first COMMIT or ROLLBACK that follows decides about everything since the transaction that {owner} opened",
    Instead = "Remove BEGIN and its COMMIT, or tell the runner not to open a transaction for this migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-begin.html", "https://learn.microsoft.com/sql/t-sql/language-elements/rollback-transaction-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(BeginTransaction operation, StepContext step)
        => step.Before.Transaction.Owner switch
        {
            TransactionOwner.None => [],
            TransactionOwner.Runner => [Report(step, ("owner", "the migration runner"))],
            _ => [Report(step, ("owner", "this script"))],
        };
}
