using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Data;

internal sealed class UnbatchedChange() : StepRule<TableOperation>(new RuleInfo("MG0411", nameof(UnbatchedChange))
{
    Title = "Possibly many rows are changed in one statement",
    Severity = Severity.Warning,
    Fix = FixKind.Plan,
    Catalogue = ["ef-altercolumn-backfill", "update-without-where"],
    When = "UPDATE or DELETE of an existing table selects its rows by something else than a key, and does not limit how many",
    Effect = "However many rows of {table} are selected, all of them stay locked until the transaction ends",
    Instead = "Change the rows in batches by key, each in a transaction of its own, or ignore this for a table that is known to be small",
    Sources = ["https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS", "https://learn.microsoft.com/troubleshoot/sql/database-engine/performance/resolve-blocking-problems-caused-lock-escalation"],
})
{
    protected override IEnumerable<Finding> Check(TableOperation operation, StepContext step)
        => ChangedRows.Of(operation, step) == Reach.Selected && step.Before.IsExisting(operation.Of)
            ? [Report(step) with { Suggestion = Batches.Of(operation, step) }]
            : [];
}
