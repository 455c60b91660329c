using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Failures;

internal sealed class TypeChangeNeedsUsing() : StepRule<AlterColumnType>(new RuleInfo("MG0604", nameof(TypeChangeNeedsUsing))
{
    Title = "Change of type without a way to convert",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    When = "The type of a column changes without USING to one that the server does not convert to by itself, for example text to integer",
    Effect = "The statement fails: {column} cannot be cast automatically from {old} to {type}, not even on an empty {table}",
    Instead = "Say how with USING; better still, give the new type a column of its own, because both versions cannot use this one",
    Sources = ["measured on PostgreSQL 15 and 18: 42804 cannot be cast automatically"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
    {
        if (operation.Using is not null || step.Before.Schema.FindColumn(operation.Of, operation.Column)?.Type?.WithoutSequence is not { } old
            || step.Database.ConvertsByItself(old, operation.Type) != false)
        {
            return [];
        }

        var recipes = Recipes.Of(step.Database);
        var expression = Recipes.Expression(recipes.Cast(recipes.Name(operation.Column), operation.Type));
        return [Report(step, ("old", old)) with { Suggestion = step.Sql(operation with { Using = expression }) }];
    }
}
