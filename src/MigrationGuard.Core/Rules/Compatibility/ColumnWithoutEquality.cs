using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ColumnWithoutEquality() : StepRule<AddColumn>(new RuleInfo("MG0202", nameof(ColumnWithoutEquality))
{
    Title = "Column type without equality",
    Severity = Severity.Warning,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["add-column-json"],
    When = "A column of type json, xml or another type without equality operator is added to a table that already exists",
    Effect = "SELECT DISTINCT, GROUP BY and UNION over the whole row of {table} fail in the version that is live, because two values of type {type} cannot be compared",
    Instead = "{instead}",
    InsteadInGeneral = "Use a type that can be compared, such as jsonb",
    Sources = ["https://www.postgresql.org/docs/current/datatype-json.html"],
})
{
    private static readonly DataType Comparable = DataType.Of("jsonb");

    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
    {
        if (operation.Column.Type is not { } type || step.Database.HasEquality(type) || !step.Before.IsExisting(operation.Of))
        {
            return [];
        }

        var isJson = type.Name == "json" && type.ArrayDimensions == 0;
        return
        [
            Report(step, ("instead", isJson ? "Use jsonb, which can be compared and indexed" : "Keep the values as text or bytea, or in a table of their own")) with
            {
                Suggestion = isJson ? step.Sql(operation with { Column = operation.Column with { Type = Comparable } }) : null,
            },
        ];
    }
}
