using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Transactions;

internal sealed class CommitWithoutBegin() : StepRule<Operation>(new RuleInfo("MG0506", nameof(CommitWithoutBegin))
{
    Title = "A transaction is ended that the script did not begin",
    Severity = Severity.Warning,
    Catalogue = ["uncommitted-transaction"],
    When = "COMMIT or ROLLBACK stands where the script has no transaction open",
    Effect = "{what}",
    EffectInGeneral = "It ends the transaction of the runner, so that what follows is no longer undone when the migration fails; in a DO block the server refuses it",
    Instead = "Remove it, or tell the runner not to open a transaction for this migration and write BEGIN too",
    Sources = ["https://www.postgresql.org/docs/current/sql-commit.html", "https://learn.microsoft.com/sql/t-sql/language-elements/commit-transaction-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => IsEnd(operation, step) && step.Before.Transaction.Owner != TransactionOwner.Script && !HasBegun(step)
            ? [Report(step, ("what", WhatHappens(step)))]
            : [];

    // A conditional ROLLBACK is the way out after an error (CATCH, IF @@TRANCOUNT > 0); a block that commits its batches begins its transactions itself.
    private static bool IsEnd(Operation operation, StepContext step) => operation switch
    {
        CommitTransaction => !step.Step.Nested || step.Before.Transaction.IsOpen,
        RollbackTransaction { Savepoint: null } => !step.Step.Conditional && (!step.Step.Nested || step.Before.Transaction.IsOpen),
        _ => false,
    };

    // BEGIN inside the runner's transaction has its own finding, which speaks of its COMMIT too.
    private static bool HasBegun(StepContext step)
    {
        var open = 0;
        foreach (var earlier in step.Migration.Steps)
        {
            if (ReferenceEquals(earlier, step.Step))
            {
                break;
            }

            open = earlier.Operation switch
            {
                BeginTransaction => open + 1,
                CommitTransaction => Math.Max(0, open - 1),
                RollbackTransaction { Savepoint: null } when !earlier.Conditional => 0,
                _ => open,
            };
        }

        return open > 0;
    }

    private static string WhatHappens(StepContext step)
    {
        var owner = step.Before.Transaction.IsOpen ? "the migration runner" : "whoever runs the script";
        return step.Step.Nested && !step.Database.BlocksEndTransactions
            ? $"The server refuses it inside a block, because {owner} has a transaction open around it"
            : $"It ends the transaction of {owner}: what follows is no longer undone when the migration fails, and the history may record something else than what happened";
    }
}
