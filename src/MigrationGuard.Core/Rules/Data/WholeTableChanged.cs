using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Data;

internal sealed class WholeTableChanged() : StepRule<TableOperation>(new RuleInfo("MG0410", nameof(WholeTableChanged))
{
    Title = "Every row of a table is changed in one statement",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Catalogue = ["update-without-where", "fm-set-existing-rows"],
    When = "UPDATE or DELETE of an existing table has no WHERE, or one that is always true, and does not limit its rows",
    Effect = "Every row of {table} stays locked until the transaction ends, so writers wait; a transaction that large fills the log, and replicas fall behind",
    Instead = "Change the rows in batches by key, each in a transaction of its own, outside the schema migration",
    Sources = ["https://www.postgresql.org/docs/current/mvcc-intro.html", "https://learn.microsoft.com/troubleshoot/sql/database-engine/performance/resolve-blocking-problems-caused-lock-escalation"],
})
{
    protected override IEnumerable<Finding> Check(TableOperation operation, StepContext step)
        => ChangedRows.Of(operation, step) == Reach.Everything && step.Before.IsExisting(operation.Of)
            ? [Report(step) with { Suggestion = Batches.Of(operation, step) }]
            : [];
}
