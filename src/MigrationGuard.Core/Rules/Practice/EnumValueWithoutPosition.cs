using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Practice;

internal sealed class EnumValueWithoutPosition() : StepRule<AddEnumValue>(new RuleInfo("MG0813", nameof(EnumValueWithoutPosition))
{
    Title = "The place of a new enum value is left open",
    Severity = Severity.Info,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["enum-add-value-no-position"],
    When = "ALTER TYPE … ADD VALUE says neither BEFORE nor AFTER, for a type that has values already",
    Effect = "'{value}' sorts after {last} in ORDER BY and comparisons, and a value cannot be moved later",
    Instead = "Say where it belongs with BEFORE or AFTER",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertype.html"],
})
{
    protected override IEnumerable<Finding> Check(AddEnumValue operation, StepContext step)
    {
        if (operation is not { Before: null, After: null })
        {
            return [];
        }

        var type = step.Before.Schema.FindType(operation.Name);
        return type switch
        {
            { Existence: Existence.Exists, Complete: true, Values: { Count: > 0 } values } =>
            [
                Report(step, ("value", operation.Value), ("last", values[values.Count - 1].Name)) with
                {
                    Suggestion = step.Sql(operation with { After = values[values.Count - 1].Name }) + ";",
                },
            ],
            { Existence: Existence.Exists, Complete: true } => [],
            _ => [Report(step, ("value", operation.Value), ("last", "all values that it has"))],
        };
    }
}
