using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class NarrowedColumnRefusesOldWrites() : StepRule<AlterColumnType>(new RuleInfo("MG0207", nameof(NarrowedColumnRefusesOldWrites))
{
    Title = "Narrower type refuses what the live version writes",
    Severity = Severity.Error,
    HeldInContract = true,
    Fix = FixKind.Plan,
    Catalogue = ["alter-type-narrow", "constraint-tightening-old-writes"],
    When = "The type of a column shrinks: shorter, smaller range, fewer digits",
    Effect = "{misfits} no longer fit {column} of {table}: the statement fails while there are any, and afterwards the version that is live fails when it writes one",
    Instead = "Release a version that writes none of them first; then a CHECK, added NOT VALID and validated later, keeps them out without a rewrite",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html", "measured on PostgreSQL 15 and 18: 22001, 22003"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
    {
        var column = step.Before.Schema.FindColumn(operation.Of, operation.Column);
        if (column?.Type is not { } old || !step.Before.IsExisting(operation.Of, operation.Column) || step.Before.IsPending(column.Origin)
            || step.Database.ChangeOf(operation with { Nullable = null }, step.Before).Fit != TypeChangeFit.Narrows)
        {
            return [];
        }

        var misfit = step.Database.MisfitOf(Recipes.Of(step.Database).Name(operation.Column), old, operation.Type);

        // Rounded and cut values are accepted by the server: that is a loss of data and has a rule of its own.
        return misfit switch
        {
            { Fate: not MisfitFate.Rejected } => [],
            null => [Report(step, ("misfits", $"Some values of type {old}")) with { Plan = TypeChangePlan.NewColumn(operation, step.Before) }],
            _ => [Report(step, ("misfits", Capitalized(misfit.Values))) with { Plan = TypeChangePlan.Check(operation, misfit, step.Before) }],
        };
    }

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
