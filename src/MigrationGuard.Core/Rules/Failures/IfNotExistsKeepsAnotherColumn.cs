using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Failures;

internal sealed class IfNotExistsKeepsAnotherColumn() : StepRule<AddColumn>(new RuleInfo("MG0602", nameof(IfNotExistsKeepsAnotherColumn))
{
    Title = "IF NOT EXISTS keeps another column",
    Severity = Severity.Error,
    Fix = FixKind.None,
    Catalogue = ["add-column-name-conflict-guard"],
    When = "ADD COLUMN IF NOT EXISTS meets a column of the same name and another type that the history created; a warning when only nullability or default differ",
    Effect = "The statement does nothing, without an error: {column} of {table} stays {difference}, and the new version works with a column it does not expect",
    Instead = "Drop IF NOT EXISTS, so that the conflict shows, and give the new column a name of its own or change the existing one on purpose",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-COLUMN"],
})
{
    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
    {
        if (!operation.IfNotExists || step.Before.Schema.FindColumn(operation.Of, operation.Column.Name) is not { } kept)
        {
            return [];
        }

        var wanted = operation.Column;
        return (wanted.Type?.WithoutSequence, kept.Type?.WithoutSequence) is ({ } type, { } keptType) && type != keptType
            ? [Report(step, ("difference", $"{keptType} and does not become {type}"))]
            : Difference(wanted, kept) is { } difference ? [Report(step, ("difference", difference)) with { Severity = Severity.Warning }]
            : [];
    }

    private static string? Difference(ColumnDefinition wanted, Column kept) => (wanted, kept) switch
    {
        ({ Nullable: false }, { Nullable: true }) => "nullable and does not become NOT NULL",
        ({ Nullable: null or true, Generated: GeneratedKind.None }, { Nullable: false }) => "NOT NULL and does not become nullable",
        ({ Default: { Kind: not ExpressionKind.Null } value }, { HasDefault: false }) => $"without the default {value}",
        ({ Default: { } value }, { Default: { } old }) when !value.Equals(old) => $"with the default {old}, not {value}",
        _ => null,
    };
}
