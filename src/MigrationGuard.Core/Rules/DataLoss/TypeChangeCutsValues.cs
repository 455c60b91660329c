using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.DataLoss;

internal sealed class TypeChangeCutsValues() : StepRule<AlterColumnType>(new RuleInfo("MG0301", nameof(TypeChangeCutsValues))
{
    Title = "Change of type rounds or cuts values",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Catalogue = ["alter-type-narrow"],
    When = "A change of type silently rounds numbers or times, drops the time of day, or cuts texts because USING casts them to a shorter type",
    Effect = "{loss} of {column} in {table} is lost without an error, in existing rows and in whatever the version that is live writes afterwards, and no rollback brings it back",
    Instead = "Add a column of type {type} for the new version and keep {column} until nobody needs what it still holds",
    Sources = ["https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-NUMERIC-DECIMAL", "measured on PostgreSQL 15 and 18: 1.25 becomes 1.3 in numeric(10,1); an explicit cast to varchar(5) cuts"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
    {
        if (!step.Before.IsExisting(operation.Of) || step.Before.Schema.FindColumn(operation.Of, operation.Column)?.Type is not { } old
            || step.Database.MisfitOf(Recipes.Of(step.Database).Name(operation.Column), old, operation.Type) is not { } misfit)
        {
            return [];
        }

        // An explicit cast cuts a text where the assignment would fail; numbers and times behave alike in both.
        return misfit.Loss is { } loss && (misfit.Fate != MisfitFate.Rejected || operation.Using is not null)
            ? [Report(step, ("loss", Capitalized(loss))) with { Plan = TypeChangePlan.NewColumn(operation, step.Before) }]
            : [];
    }

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
