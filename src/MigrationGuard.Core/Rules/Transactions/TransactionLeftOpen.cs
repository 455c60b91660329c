using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Transactions;

internal sealed class TransactionLeftOpen() : MigrationRule(new RuleInfo("MG0504", nameof(TransactionLeftOpen))
{
    Title = "A transaction is never committed",
    Severity = Severity.Error,
    Evidence = Evidence.History,
    Fix = FixKind.Mechanical,
    Catalogue = ["uncommitted-transaction"],
    When = "The script opens a transaction and ends without COMMIT or ROLLBACK",
    Effect = "Either everything since BEGIN is undone when the session ends, or its locks are held for as long as the session lives",
    Instead = "End the script with COMMIT",
    Sources = ["https://www.postgresql.org/docs/current/sql-begin.html", "https://learn.microsoft.com/sql/t-sql/language-elements/begin-transaction-transact-sql"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        StepContext? opening = null;
        foreach (var step in migration.Steps)
        {
            var (before, after) = (step.Before.Transaction.Owner, step.After.Transaction.Owner);
            opening = after != TransactionOwner.Script ? null : before != TransactionOwner.Script ? step : opening;
        }

        return opening is null ? [] : [Report(opening) with { Suggestion = opening.Sql(new Operations.CommitTransaction()) + ";" }];
    }
}
