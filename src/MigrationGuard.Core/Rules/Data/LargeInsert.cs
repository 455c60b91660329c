using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Data;

internal sealed class LargeInsert() : StepRule<InsertRows>(new RuleInfo("MG0413", nameof(LargeInsert))
{
    Title = "A table is filled from a query in one statement",
    Severity = Severity.Info,
    Catalogue = ["insert-reference-data-not-idempotent"],
    When = "Rows are inserted into an existing table from a query",
    Effect = "However many rows the query gives, they come into {table} in one transaction: log and replicas take them in one piece, and a failure near the end undoes everything",
    Instead = "Copy in batches by key when the source is large",
    Sources = ["https://www.postgresql.org/docs/current/populate.html", "https://learn.microsoft.com/sql/t-sql/statements/insert-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(InsertRows operation, StepContext step)
        => operation is { FromQuery: true, Repeatable: false } && RowCondition.ReadsTable(operation.Source, step.Database.Syntax) && !step.Step.Conditional && step.Before.IsExisting(operation.Of) ? [Report(step)] : [];
}
