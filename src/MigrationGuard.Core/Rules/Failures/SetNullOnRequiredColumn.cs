using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Failures;

internal sealed class SetNullOnRequiredColumn() : StepRule<Operation>(new RuleInfo("MG0613", nameof(SetNullOnRequiredColumn))
{
    Title = "ON DELETE SET NULL on a column that is NOT NULL",
    Severity = Severity.Error,
    Catalogue = ["cascade-change"],
    When = "A foreign key sets a column to NULL that does not accept NULL",
    Effect = "Every DELETE from {referenced} of a row that {table} refers to fails, because {columns} cannot be NULL",
    Instead = "Write ON DELETE CASCADE or leave the action out, or let {columns} be NULL",
    Sources = ["https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        foreach (var key in KeysOf(operation))
        {
            var required = new List<string>();
            foreach (var column in key.Columns)
            {
                if ((SetsNull(key.OnDelete, column) || SetsNull(key.OnUpdate, column)) && IsRequired(operation, column, step))
                {
                    required.Add(column);
                }
            }

            if (required.Count > 0)
            {
                yield return Report(step, ("referenced", key.Referenced), ("columns", string.Join(", ", required)));
            }
        }
    }

    private static IEnumerable<ForeignKeyConstraint> KeysOf(Operation operation) => operation switch
    {
        AddConstraint { Constraint: ForeignKeyConstraint key } => [key],
        AddColumn add => add.Column.Constraints.OfType<ForeignKeyConstraint>(),
        CreateTable create => create.Constraints.Concat(create.Columns.SelectMany(c => c.Constraints)).OfType<ForeignKeyConstraint>(),
        _ => [],
    };

    // PostgreSQL 15 can name the columns: SET NULL (a, b).
    private static bool SetsNull(string? action, string column)
        => action?.StartsWith("SET NULL", StringComparison.OrdinalIgnoreCase) == true
            && (action.IndexOf('(') < 0 || action.IndexOf(column, StringComparison.OrdinalIgnoreCase) > 0);

    private static bool IsRequired(Operation operation, string column, StepContext step)
        => operation.Table is { } table && step.After.Schema.FindColumn(table, column)?.Nullable == false;
}
