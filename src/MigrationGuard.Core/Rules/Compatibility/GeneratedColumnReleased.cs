using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class GeneratedColumnReleased() : StepRule<ChangeGenerated>(new RuleInfo("MG0213", nameof(GeneratedColumnReleased))
{
    Title = "Computed column is computed no longer, or otherwise",
    Severity = Severity.Error,
    HeldInContract = true,
    When = "The expression of a computed column is dropped or replaced",
    Effect = "{effect}",
    Instead = "Add a column with the new meaning for the new version, and leave {column} as it is until no live version reads it",
    EffectInGeneral = "The live version reads a column that nothing computes any more, or that is computed otherwise",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-DROP-EXPRESSION"],
})
{
    protected override IEnumerable<Finding> Check(ChangeGenerated operation, StepContext step)
    {
        if (operation is { Expression: null, To: not GeneratedKind.None } || !step.Before.IsExisting(operation.Of, operation.Column)
            || (step.Before.Schema.FindColumn(operation.Of, operation.Column) is { } column && step.Before.IsPending(column.Origin)))
        {
            return [];
        }

        var effect = operation.Expression is null
            ? $"Rows that the version that is live writes have NULL in {operation.Column} of {operation.Of} from now on: it cannot send a value, and none is computed"
            : $"The version that is live reads other values in {operation.Column} of {operation.Of} than it was written for";
        return [Report(step, ("effect", effect))];
    }
}
