using MigrationGuard.Operations;
using MigrationGuard.Planning;
using MigrationGuard.Rules.Compatibility;

namespace MigrationGuard.Rules.Release;

internal sealed class DefaultDroppedInItsRelease() : StepRule<TableOperation>(new RuleInfo("MG0704", nameof(DefaultDroppedInItsRelease))
{
    Title = "Required column whose default is dropped in the same release",
    Severity = Severity.Error,
    HeldInContract = true,
    Fix = FixKind.Plan,
    Catalogue = ["add-not-null-default-then-drop"],
    When = "A NOT NULL column is added with a default and the default is dropped in the same migration or release",
    Effect = "Every INSERT into {table} of the version that is live fails: it does not know {column}, and only the default filled it",
    Instead = "Leave the default until no version that does not send {column} is live, and drop it then in a contract migration of its own",
    Sources = ["measured on PostgreSQL 15 and 18: 23502 for an INSERT of the old version"],
})
{
    protected override IEnumerable<Finding> Check(TableOperation operation, StepContext step)
    {
        if (DroppedDefault.ColumnOf(operation, step) is not { } name || !step.Before.IsExisting(operation.Of))
        {
            return [];
        }

        var column = step.Before.Schema.FindColumn(operation.Of, name);
        return column is { Nullable: false, HasDefault: not false } && step.Before.IsPending(column.Origin)
            ? [Report(step, ("column", name)) with { Plan = Later(operation, name, step) }]
            : [];
    }

    private static Plan Later(TableOperation operation, string name, StepContext step)
        => new ColumnPlan(step.Before, operation.Of).Begin().Contract($"once every live version sends {name}", operation).Build();
}
