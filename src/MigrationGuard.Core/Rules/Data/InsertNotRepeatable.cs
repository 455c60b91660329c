using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Data;

internal sealed class InsertNotRepeatable() : MigrationRule(new RuleInfo("MG0412", nameof(InsertNotRepeatable))
{
    Title = "Rows are inserted twice when the migration is repeated",
    Severity = Severity.Warning,
    Evidence = Evidence.History,
    Catalogue = ["insert-reference-data-not-idempotent"],
    When = "Rows are inserted into an existing table outside a transaction, nothing makes the statement repeatable, and a later one can fail",
    Effect = "When a later statement fails, the rows in {table} stay, and running the migration again fails on them or inserts them twice",
    Instead = "Insert only what is missing ({guard}), or run the migration in a transaction",
    Sources = ["https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT", "https://learn.microsoft.com/sql/t-sql/statements/insert-transact-sql"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (step.Operation is InsertRows { Repeatable: false, FromQuery: false } insert && !step.Before.Transaction.IsOpen && !step.Step.Conditional
                && step.Before.IsExisting(insert.Of) && Followers.CanFail(migration, step))
            {
                yield return Report(step, ("guard", step.Database.UpsertsNeedUniqueIndex ? "ON CONFLICT DO NOTHING or WHERE NOT EXISTS" : "IF NOT EXISTS or MERGE"));
            }
        }
    }
}
