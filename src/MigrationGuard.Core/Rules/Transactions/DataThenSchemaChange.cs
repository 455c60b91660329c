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
        var changed = new SortedDictionary<ObjectName, StepContext>(migration.Before.Database.Syntax);
        StepContext? last = null;
        foreach (var step in migration.Steps)
        {
            if (last is not null && !Together.Are(last, step))
            {
                changed.Clear();
            }

            last = step;
            if (Together.InTransaction(step) && BlockingLocks.Of(step) is { } taken && step.Operation is not (UpdateRows or DeleteRows or InsertRows or MergeRows or CopyRows)
                && changed.TryGetValue(taken.Relation, out var change))
            {
                return [Report(step, ("table", taken.Relation), ("line", change.Step.Span.Line))];
            }

            if (step.Operation is UpdateRows or DeleteRows or MergeRows && step.Operation.Table is { } table && !changed.ContainsKey(table))
            {
                changed.Add(table, step);
            }
        }

        return [];
    }
}
