using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class NotNullRefusesOldWrites() : StepRule<SetNotNull>(new RuleInfo("MG0208", nameof(NotNullRefusesOldWrites))
{
    Title = "NOT NULL refuses what the live version writes",
    Severity = Severity.Error,
    HeldInContract = true,
    Catalogue = ["set-not-null", "constraint-tightening-old-writes"],
    When = "A column becomes NOT NULL that the version that is live may leave NULL; not for a column of this release that has a default",
    Effect = "{effect}",
    Instead = "Release a version that always writes {column}, fill the rows without, and make it NOT NULL in a contract migration when no older version is live",
    EffectInGeneral = "INSERT and UPDATE of the live version that leave the column NULL fail",
    Sources = ["measured on PostgreSQL 15 and 18: 23502"],
})
{
    protected override IEnumerable<Finding> Check(SetNotNull operation, StepContext step)
    {
        var column = step.Before.Schema.FindColumn(operation.Of, operation.Column);
        var pending = column is not null && step.Before.IsPending(column.Origin);
        return !step.Before.IsExisting(operation.Of) || column?.Nullable == false || (pending && HasValue(column!)) || IsDemanded(operation, step)
            ? []
            : [Report(step, ("effect", EffectOf(operation, pending)))];
    }

    private static bool HasValue(Column column)
        => column.HasDefault == true && column.Default is not { Kind: ExpressionKind.Null };

    // A CHECK that is enforced refuses NULL already, validated or not; the rules about constraints speak where it was added.
    private static bool IsDemanded(SetNotNull operation, StepContext step)
    {
        foreach (var constraint in step.Before.Schema.Find(operation.Of)?.Constraints ?? default)
        {
            if (constraint is { Enabled: true, Definition: CheckConstraint check } && Condition.ImpliesNotNull(check.Condition.Text, operation.Column, step.Database.Syntax))
            {
                return true;
            }
        }

        return false;
    }

    private static string EffectOf(SetNotNull operation, bool pending) => pending
        ? $"Every INSERT into {operation.Of} of the version that is live fails: it does not know {operation.Column} and the column has no default"
        : $"An INSERT or UPDATE of the version that is live that leaves {operation.Column} of {operation.Of} NULL fails from now on";
}
