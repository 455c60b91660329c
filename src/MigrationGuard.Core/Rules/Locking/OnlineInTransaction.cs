using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class OnlineInTransaction() : StepRule<Operation>(new RuleInfo("MG0174", nameof(OnlineInTransaction))
{
    Title = "An online operation keeps its last lock until COMMIT",
    Severity = Severity.Warning,
    Fix = FixKind.Code,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["online-index-in-transaction-mssql"],
    When = "An operation with ONLINE = ON stands in a transaction",
    Effect = "The lock that it takes on {table} at its end is held until the transaction commits, so it is not online for that time",
    Instead = "Put it into a migration of its own that runs outside a transaction",
    Sources = ["https://learn.microsoft.com/sql/relational-databases/indexes/how-online-index-operations-work"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => IndexWork.OptionsOf(operation) is { Online: true, Resumable: false } && step.Before.Transaction.IsOpen
            && (step.Operation.Table is not { } table || step.Before.IsExisting(table))
                ? [Report(step)]
                : [];
}
