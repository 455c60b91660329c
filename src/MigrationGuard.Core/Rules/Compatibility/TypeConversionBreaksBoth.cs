using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class TypeConversionBreaksBoth() : StepRule<AlterColumnType>(new RuleInfo("MG0206", nameof(TypeConversionBreaksBoth))
{
    Title = "Column becomes another kind of type",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Catalogue = ["alter-type-rewrite"],
    When = "The type of a column changes to another kind of type (text to integer, integer to uuid); a warning when the old type is not known",
    Effect = "{column} of {table} cannot be {old} for the version that is live and {type} for the new one: one of them reads or writes values it cannot use",
    Instead = "Add a column of type {type} for the new version, keep both in step, fill it in batches, and drop {column} when no live version uses it",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html", "https://www.npgsql.org/doc/types/basic.html"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
    {
        var fit = step.Database.ChangeOf(operation, step.Before).Fit;
        if (fit is not (TypeChangeFit.Converts or TypeChangeFit.Unknown) || !step.Before.IsExisting(operation.Of, operation.Column))
        {
            return [];
        }

        var column = step.Before.Schema.FindColumn(operation.Of, operation.Column);
        if (column is not null && step.Before.IsPending(column.Origin))
        {
            return [];
        }

        var old = column?.Type?.ToString() ?? "what it was";
        return fit == TypeChangeFit.Unknown
            ? [Report(step, ("old", old)) with { Severity = Severity.Warning }]
            : [Report(step, ("old", old)) with { Plan = TypeChangePlan.NewColumn(operation, step.Before) }];
    }
}
