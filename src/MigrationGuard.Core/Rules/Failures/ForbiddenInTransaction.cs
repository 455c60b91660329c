using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Failures;

internal sealed class ForbiddenInTransaction() : StepRule<Operation>(new RuleInfo("MG0620", nameof(ForbiddenInTransaction))
{
    Title = "The statement cannot run inside a transaction",
    Severity = Severity.Error,
    Fix = FixKind.Code,
    Catalogue = ["concurrent-in-transaction"],
    Databases = DatabaseKinds.PostgreSql,
    When = "A statement that the server refuses inside a transaction block stands in one, in a DO block, or in a migration that the runner sends in one",
    Effect = "The migration fails here, because {owner}",
    Instead = "Put the statement into a migration of its own that runs outside a transaction: {how}",
    Sources = ["https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY", "https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        if (step.Classification.Cost.Transaction != TransactionRule.Forbidden || !(step.Before.Transaction.IsOpen || step.Step.Nested))
        {
            return [];
        }

        var (owner, how) = step switch
        {
            { Step.Nested: true } => ("a block is always a transaction", "not in a block"),
            { Before.Transaction.Owner: TransactionOwner.Runner } => ("the migration runner opened a transaction", Told.OutsideTransaction(step.Migration)),
            _ => ("this script opened a transaction", "without BEGIN before it"),
        };
        return [Report(step, ("owner", owner), ("how", how))];
    }
}
