using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class ResumableInTransaction() : StepRule<Operation>(new RuleInfo("MG0641", nameof(ResumableInTransaction))
{
    Title = "A resumable operation cannot run in a transaction",
    Severity = Severity.Error,
    Fix = FixKind.Code,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["resumable-in-transaction-mssql"],
    When = "RESUMABLE = ON stands in a transaction, or in a migration that the runner wraps in one",
    Effect = "The statement fails, because a transaction is open",
    Instead = "Put it into a migration of its own that runs outside a transaction ({how})",
    InsteadInGeneral = "Put it into a migration of its own that runs outside a transaction",
    Sources = ["https://learn.microsoft.com/sql/relational-databases/indexes/guidelines-for-online-index-operations#resumable-index-considerations"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => IndexWork.OptionsOf(operation) is { Resumable: true } && step.Before.Transaction.IsOpen ? [Report(step, ("how", Told.OutsideTransaction(step.Migration)))] : [];
}
