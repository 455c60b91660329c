using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Transactions;

internal sealed class CommitWithoutBegin() : StepRule<Operation>(new RuleInfo("MG0506", nameof(CommitWithoutBegin))
{
    Title = "A transaction is ended that the script did not begin",
    Severity = Severity.Warning,
    Catalogue = ["uncommitted-transaction"],
    When = "COMMIT or ROLLBACK stands where the script has no transaction open",
    Effect = "It ends the transaction of {owner}: what follows is no longer undone when the migration fails, and the history may record something else than what happened",
    Instead = "Remove it, or tell the runner not to open a transaction for this migration and write BEGIN too",
    Sources = ["https://www.postgresql.org/docs/current/sql-commit.html", "https://learn.microsoft.com/sql/t-sql/language-elements/commit-transaction-transact-sql"],
})
{
    // A block that commits its batches begins its transactions itself, as long as nobody has opened one around it.
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => operation is CommitTransaction or RollbackTransaction { Savepoint: null } && step.Before.Transaction.Owner != TransactionOwner.Script
            && !(step.Step.Nested && !step.Before.Transaction.IsOpen)
            ? [Report(step, ("owner", step.Before.Transaction.IsOpen ? "the migration runner" : "whoever runs the script"))]
            : [];
}
