using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Transactions;

internal sealed class NestedTransaction() : StepRule<BeginTransaction>(new RuleInfo("MG0505", nameof(NestedTransaction))
{
    Title = "BEGIN inside a transaction",
    Severity = Severity.Warning,
    Catalogue = ["uncommitted-transaction"],
    When = "A transaction is begun while one is open",
    Effect = "{what} the transaction that {owner} opened",
    Instead = "Remove BEGIN and its COMMIT, or tell the runner not to open a transaction for this migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-begin.html", "https://learn.microsoft.com/sql/t-sql/language-elements/rollback-transaction-transact-sql"],
})
{
    // IF @@TRANCOUNT = 0 BEGIN TRAN does nothing where one is open.
    protected override IEnumerable<Finding> Check(BeginTransaction operation, StepContext step)
        => step.Before.Transaction.IsOpen && !step.Step.Conditional
            ? [Report(step, ("what", WhatHappens(step)), ("owner", step.Before.Transaction.Owner == TransactionOwner.Runner ? "the migration runner" : "this script"))]
            : [];

    private static string WhatHappens(StepContext step) => step.Database.NestsTransactions
        ? "BEGIN only counts here: its COMMIT commits nothing, and a ROLLBACK undoes everything since"
        : "BEGIN opens nothing new here: the first COMMIT or ROLLBACK that follows decides about everything since";
}
