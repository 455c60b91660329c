using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class IndexExpressionRaises() : StepRule<CreateIndex>(new RuleInfo("MG0279", nameof(IndexExpressionRaises))
{
    Title = "An index expression can make writes fail",
    Severity = Severity.Info,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["expression-index-raises"],
    When = "An index on an existing table has an expression that does more than fold case or replace NULL",
    Effect = "INSERT and UPDATE of the old version fail for every row on which {expression} raises an error, such as a division by zero or a cast that does not fit",
    Instead = "Make the expression total: guard it with CASE or NULLIF",
    Sources = ["https://www.postgresql.org/docs/current/indexes-expressional.html", "measured: 15, 18"],
})
{
    // Functions that give a result for every value of the right type.
    private static readonly HashSet<string> Total = new(StringComparer.OrdinalIgnoreCase)
        { "lower", "upper", "coalesce", "trim", "btrim", "ltrim", "rtrim", "md5", "length", "concat", "to_tsvector", "nullif", "greatest", "least", "left", "right" };

    protected override IEnumerable<Finding> Check(CreateIndex operation, StepContext step)
    {
        if (!step.Before.IsExisting(operation.Of))
        {
            return [];
        }

        foreach (var key in operation.Keys)
        {
            if (key.Expression is { } expression && (expression.Functions.Exists(f => !Total.Contains(f)) || Condition.Computes(expression, step.Database.Syntax)))
            {
                return [Report(step, ("expression", expression.Text))];
            }
        }

        return [];
    }
}
