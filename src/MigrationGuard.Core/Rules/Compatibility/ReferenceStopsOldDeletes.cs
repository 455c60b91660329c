using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ReferenceStopsOldDeletes() : StepRule<Operation>(new RuleInfo("MG0277", nameof(ReferenceStopsOldDeletes))
{
    Title = "New rows keep the old version from deleting",
    Severity = Severity.Info,
    Catalogue = ["new-fk-to-existing-table", "add-column-inline-fk"],
    When = "A new table or a new column refers to an existing table without ON DELETE CASCADE or SET NULL",
    Effect = "Once {table} has rows that refer to {referenced}, DELETE and key changes of the old version on {referenced} fail for what they refer to ({error})",
    Instead = "If a live version deletes from {referenced}, write ON DELETE CASCADE or SET NULL, or add the foreign key in a contract migration",
    Sources = ["https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK", "measured: 15, 18"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
    {
        var referenced = new List<string>();
        switch (operation)
        {
            case CreateTable create:
                CollectAll(create.Constraints, step, referenced);
                foreach (var column in create.Columns)
                {
                    CollectAll(column.Constraints, step, referenced);
                }

                break;
            case AddColumn add:
                CollectAll(add.Column.Constraints, step, referenced);
                break;
        }

        return referenced.Count == 0 ? [] : [Report(step, ("referenced", string.Join(", ", referenced)), ("error", step.Database.Errors.ForeignKey))];
    }

    private static void CollectAll(EquatableList<ConstraintDefinition> constraints, StepContext step, List<string> referenced)
    {
        foreach (var constraint in constraints)
        {
            Collect(constraint, step, referenced);
        }
    }

    private static void Collect(ConstraintDefinition constraint, StepContext step, List<string> referenced)
    {
        if (constraint is ForeignKeyConstraint { OnDelete: null or "NO ACTION" or "RESTRICT" } key && step.Before.IsExisting(key.Referenced)
            && !step.Database.Syntax.Same(key.Referenced, step.Operation.Table!.Value))
        {
            var name = key.Referenced.ToString();
            if (!referenced.Contains(name))
            {
                referenced.Add(name);
            }
        }
    }
}
