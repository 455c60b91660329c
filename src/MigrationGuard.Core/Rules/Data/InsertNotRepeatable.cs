using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Data;

internal sealed class InsertNotRepeatable() : StepRule<InsertRows>(new RuleInfo("MG0412", nameof(InsertNotRepeatable))
{
    Title = "Rows are inserted twice when the migration is repeated",
    Severity = Severity.Warning,
    Catalogue = ["insert-reference-data-not-idempotent"],
    When = "Rows are inserted into an existing table outside a transaction, and nothing makes the statement repeatable",
    Effect = "When a later statement fails, the rows in {table} stay, and running the migration again fails on them or inserts them twice",
    Instead = "Add ON CONFLICT DO NOTHING, or WHERE NOT EXISTS, or run the migration in a transaction",
    Sources = ["https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT", "https://learn.microsoft.com/sql/t-sql/statements/insert-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(InsertRows operation, StepContext step)
        => !operation.Repeatable && !operation.FromQuery && !step.Before.Transaction.IsOpen && !step.Step.Conditional && step.Before.IsExisting(operation.Of) ? [Report(step)] : [];
}
