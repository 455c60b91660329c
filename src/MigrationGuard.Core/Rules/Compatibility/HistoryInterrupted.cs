using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class HistoryInterrupted() : StepRule<ChangeSystemVersioning>(new RuleInfo("MG0295", nameof(HistoryInterrupted))
{
    Title = "The history of a temporal table is interrupted",
    Severity = Severity.Warning,
    Databases = DatabaseKinds.SqlServer,
    HeldInContract = true,
    Catalogue = ["temporal-table-change-mssql"],
    When = "SYSTEM_VERSIONING of an existing table is switched off",
    Effect = "What is written to {table} until it is on again has no history, and FOR SYSTEM_TIME queries of the old version fail meanwhile",
    Instead = "Switch it off and on in one transaction, in a contract migration",
    Sources = ["https://learn.microsoft.com/sql/relational-databases/tables/stopping-system-versioning-on-a-system-versioned-temporal-table"],
})
{
    protected override IEnumerable<Finding> Check(ChangeSystemVersioning operation, StepContext step)
        => !operation.On && step.Before.IsExisting(operation.Name) ? [Report(step)] : [];
}
