using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class FilteredIndexNeedsOptions() : StepRule<CreateIndex>(new RuleInfo("MG0297", nameof(FilteredIndexNeedsOptions))
{
    Title = "A filtered index makes writes with other SET options fail",
    Severity = Severity.Warning,
    Databases = DatabaseKinds.SqlServer,
    Catalogue = ["filtered-index-set-options-mssql"],
    When = "A filtered index is created on a table that exists already",
    Effect = "INSERT, UPDATE and DELETE on {table} fail from then on in every session and procedure that has QUOTED_IDENTIFIER, ANSI_NULLS or ARITHABORT set otherwise",
    Instead = "Make sure that no procedure was created with QUOTED_IDENTIFIER OFF and that every client uses the default options before {index} is created",
    Sources = ["https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql#set-option-requirements-for-filtered-indexes", "https://learn.microsoft.com/sql/relational-databases/indexes/create-filtered-indexes"],
})
{
    protected override IEnumerable<Finding> Check(CreateIndex operation, StepContext step)
        => operation.Where is not null && step.Database.FilteredIndexNeedsSetOptions && step.Before.IsExisting(operation.Of) ? [Report(step)] : [];
}
