using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Data;

internal sealed class UnbatchedChange() : StepRule<TableOperation>(new RuleInfo("MG0411", nameof(UnbatchedChange))
{
    Title = "Possibly many rows are changed in one statement",
    Severity = Severity.Warning,
    Fix = FixKind.Plan,
    Catalogue = ["update-without-where"],
    When = "UPDATE or DELETE of an existing table has a condition that is no look-up by key and does not limit its rows",
    Effect = "However many rows of {table} the condition selects, all of them stay locked until the transaction ends",
    Instead = "Change the rows in batches by key, each in a transaction of its own, or ignore this for a table that is known to be small",
    Sources = ["https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-ROWS", "https://learn.microsoft.com/troubleshoot/sql/database-engine/performance/resolve-blocking-problems-caused-lock-escalation"],
})
{
    protected override IEnumerable<Finding> Check(TableOperation operation, StepContext step)
    {
        var where = operation switch
        {
            UpdateRows { Batched: false } update => update.Where,
            DeleteRows { Batched: false } delete => delete.Where,
            _ => null,
        };
        return where is { Identifiers.Count: > 0 } && step.Before.IsExisting(operation.Of) && !IsByKey(where, operation.Of, step)
            ? [Report(step) with { Suggestion = Batches.Of(operation, step) }]
            : [];
    }

    private static bool IsByKey(SqlExpression where, ObjectName table, StepContext step)
    {
        if (step.Before.Schema.Find(table) is { } known)
        {
            foreach (var constraint in known.Constraints)
            {
                if (constraint.Definition is UniqueConstraint { Columns: { Count: > 0 } columns } && !columns.Exists(c => !where.Mentions(c)))
                {
                    return true;
                }
            }
        }

        return where.Mentions("id");
    }
}
