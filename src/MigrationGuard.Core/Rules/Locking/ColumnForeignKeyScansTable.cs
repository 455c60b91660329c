using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class ColumnForeignKeyScansTable() : StepRule<AddColumn>(new RuleInfo("MG0107", nameof(ColumnForeignKeyScansTable))
{
    Title = "Foreign key of an added column with a default scans the table",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Catalogue = ["add-column-inline-fk"],
    When = "A column is added with REFERENCES and a default; without a default nothing is scanned and nothing is reported",
    Effect = "The default of every row of {table} is looked up in {referenced} while both tables are locked: writes to {referenced} and all use of {table} wait",
    Instead = "Add {column} alone, add the foreign key as NOT VALID, and validate it in the next migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES", "measured on PostgreSQL 15 and 18: a nullable column without default is not scanned"],
})
{
    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
    {
        if (AddedColumn.WorkOf(operation, step) != RowWork.ForeignKey)
        {
            return [];
        }

        var column = operation.Column;
        var plain = column with { Constraints = column.Constraints.RemoveAll(c => c is ForeignKeyConstraint) };
        var keys = column.Constraints.RemoveAll(c => c is not ForeignKeyConstraint);
        return
        [
            Report(step, ("referenced", ((ForeignKeyConstraint)keys[0]).Referenced)) with
            {
                Plan = AddColumnPlan.ConstrainLater(operation, plain, keys, step.Before),
            },
        ];
    }
}
