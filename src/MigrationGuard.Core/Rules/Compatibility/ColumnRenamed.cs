using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ColumnRenamed() : StepRule<RenameColumn>(new RuleInfo("MG0210", nameof(ColumnRenamed))
{
    Title = "Column renamed under the live version",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Catalogue = ["rename-column"],
    When = "A column that existed before the release is renamed; a rename is a removal and an addition at once, so no phase suits it",
    Effect = "Every statement of the version that is live that names {column} of {table} fails from this moment, and after a rollback every one that names {renamed} does too",
    Instead = "Add {renamed}, keep both columns in step, fill it in batches, and drop {column} when no live version uses it; or keep the column and map the property to it (HasColumnName)",
    Sources = ["measured on PostgreSQL 15 and 18: 42703"],
})
{
    protected override IEnumerable<Finding> Check(RenameColumn operation, StepContext step)
        => step.Before.IsExisting(operation.Of, operation.Column) && !IsPending(operation, step) && !Tombstones.Is(operation.NewName)
            ? [Report(step, ("renamed", operation.NewName)) with { Plan = RenamePlan.For(operation.Of, operation.Column, operation.NewName, step.Before) }]
            : [];

    private static bool IsPending(RenameColumn operation, StepContext step)
        => step.Before.Schema.FindColumn(operation.Of, operation.Column) is { } column && step.Before.IsPending(column.Origin);
}
