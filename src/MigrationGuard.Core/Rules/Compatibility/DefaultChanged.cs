using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class DefaultChanged() : StepRule<SetDefault>(new RuleInfo("MG0211", nameof(DefaultChanged))
{
    Title = "Default changed under the live version",
    Severity = Severity.Warning,
    HeldInContract = true,
    Catalogue = ["change-default"],
    When = "A column that existed before the release gets another default; not when it is NOT NULL without default, where every version sends a value",
    Effect = "The version that is live stores {value} from now on where it leaves {column} of {table} out, and an ORM that has the old default in its model believes otherwise",
    Instead = "Let the new version write {column} itself, and change the default when no older version is live",
    Sources = ["https://learn.microsoft.com/ef/core/modeling/generated-properties#default-values"],
})
{
    protected override IEnumerable<Finding> Check(SetDefault operation, StepContext step)
        => step.Before.IsExisting(operation.Of, operation.Column)
            && Surprises(step.Before.Schema.FindColumn(operation.Of, operation.Column), operation, step)
            ? [Report(step, ("value", operation.Value))]
            : [];

    private static bool Surprises(Column? column, SetDefault operation, StepContext step)
        => column is null
            || (!step.Before.IsPending(column.Origin)
                && column is not { Nullable: false, HasDefault: false }
                && !operation.Value.Equals(column.Default));
}
