using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Transactions;

internal sealed class DataThenSchemaChange() : MigrationRule(new RuleInfo("MG0510", nameof(DataThenSchemaChange))
{
    Title = "Data and schema change in one transaction",
    Severity = Severity.Warning,
    Evidence = Evidence.History,
    Catalogue = ["ddl-and-dml-mixed"],
    When = "A transaction changes rows of an existing table and then takes a lock on it that blocks reads or writes",
    Effect = "The rows of {table} that line {line} changed stay locked while this statement waits for its lock, the lock then lasts until both are done, and a failure undoes both",
    Instead = "Change the data in one migration and the schema in another",
    Sources = ["https://www.postgresql.org/docs/current/explicit-locking.html", "https://learn.microsoft.com/sql/relational-databases/sql-server-transaction-locking-and-row-versioning-guide"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        foreach (var step in migration.Steps)
        {
            if (Together.InTransaction(step) && BlockingLocks.Of(step) is { } taken && step.Operation is not (UpdateRows or DeleteRows or InsertRows or MergeRows or CopyRows)
                && ChangedBefore(migration, step, taken.Relation) is { } change)
            {
                return [Report(step, ("table", taken.Relation), ("line", change.Step.Span.Line))];
            }
        }

        return [];
    }

    private static StepContext? ChangedBefore(MigrationContext migration, StepContext until, ObjectName table)
    {
        foreach (var step in migration.Steps)
        {
            if (ReferenceEquals(step, until))
            {
                return null;
            }

            if (step.Operation is UpdateRows or DeleteRows or MergeRows && Together.Are(step, until) && until.Database.Syntax.Same(step.Operation.Table!.Value, table))
            {
                return step;
            }
        }

        return null;
    }
}
