using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class NewColumnMakesNamesAmbiguous() : StepRule<AddColumn>(new RuleInfo("MG0275", nameof(NewColumnMakesNamesAmbiguous))
{
    Title = "A new column has the name of a column of a joined table",
    Severity = Severity.Info,
    Catalogue = ["add-column-ambiguous"],
    When = "A column is added whose name a table already has that is connected with this one by a foreign key",
    Effect = "Statements of the old version that join {table} with {other} and write {column} without its table fail as ambiguous ({error}), a join that names no columns joins by it too, and in a subquery it silently means another column",
    Instead = "Choose a name that {other} does not have, or prove that no live version writes {column} unqualified in such a join",
    Sources = ["https://www.postgresql.org/docs/current/sql-expressions.html#SQL-EXPRESSIONS-COLUMN-REFS", "measured: 15, 18"],
})
{
    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
    {
        if (!step.Before.IsExisting(operation.Of) || step.Before.Schema.Find(operation.Of) is not { } table)
        {
            return [];
        }

        foreach (var constraint in table.Constraints)
        {
            if (constraint.Definition is ForeignKeyConstraint key && step.Before.Schema.FindColumn(key.Referenced, operation.Column.Name) is not null
                && !step.Database.Syntax.Same(key.Referenced, operation.Of))
            {
                return [Report(step, ("other", key.Referenced), ("error", step.Database.Errors.Ambiguous))];
            }
        }

        return [];
    }
}
