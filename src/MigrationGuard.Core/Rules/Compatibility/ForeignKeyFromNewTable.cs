using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ForeignKeyFromNewTable() : StepRule<CreateTable>(new RuleInfo("MG0277", nameof(ForeignKeyFromNewTable))
{
    Title = "A new table keeps the old version from deleting",
    Severity = Severity.Info,
    Catalogue = ["new-fk-to-existing-table"],
    When = "A new table refers to an existing one without ON DELETE CASCADE or SET NULL",
    Effect = "Once {table} has rows, DELETE and key changes of the old version on {referenced} fail for the rows they refer to (23503)",
    Instead = "If a live version deletes from {referenced}, write ON DELETE CASCADE or SET NULL, or add the foreign key in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK", "measured: 15, 18"],
})
{
    protected override IEnumerable<Finding> Check(CreateTable operation, StepContext step)
    {
        var referenced = new List<string>();
        foreach (var constraint in operation.Constraints)
        {
            Collect(constraint, step, referenced);
        }

        foreach (var column in operation.Columns)
        {
            foreach (var constraint in column.Constraints)
            {
                Collect(constraint, step, referenced);
            }
        }

        return referenced.Count == 0 ? [] : [Report(step, ("referenced", string.Join(", ", referenced)))];
    }

    private static void Collect(ConstraintDefinition constraint, StepContext step, List<string> referenced)
    {
        if (constraint is ForeignKeyConstraint { OnDelete: null or "NO ACTION" or "RESTRICT" } key && step.Before.IsExisting(key.Referenced))
        {
            var name = key.Referenced.ToString();
            if (!referenced.Contains(name))
            {
                referenced.Add(name);
            }
        }
    }
}
