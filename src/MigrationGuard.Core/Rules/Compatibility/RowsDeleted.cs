using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class RowsDeleted() : StepRule<TableOperation>(new RuleInfo("MG0255", nameof(RowsDeleted))
{
    Title = "Rows are deleted that the old version may need",
    Severity = Severity.Warning,
    HeldInContract = true,
    Catalogue = ["lookup-table-delete-row"],
    When = "DELETE with a condition, or a MERGE that deletes, on a table that a live version may read",
    Effect = "The old version no longer finds these rows of {table}: code that looks one up by a known key fails, and the rows are gone after a rollback too",
    Instead = "Mark the rows as not to be offered any more, and delete them in a contract migration when no live version names them",
    Sources = ["https://martinfowler.com/bliki/ParallelChange.html"],
})
{
    protected override IEnumerable<Finding> Check(TableOperation operation, StepContext step)
        => operation is DeleteRows { Where: not null } or MergeRows { Deletes: true } && step.MayUse(operation.Of) ? [Report(step)] : [];
}
