using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class ColumnCheckScansTable() : StepRule<AddColumn>(new RuleInfo("MG0106", nameof(ColumnCheckScansTable))
{
    Title = "CHECK written with an added column scans the table",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["add-column-inline-check"],
    When = "A column is added together with a CHECK to a table that already exists",
    Effect = "Every row of {table} is checked under {lock}: nobody reads or writes the table until that is done",
    Instead = "Add {column} alone, add the CHECK as NOT VALID, and validate it in the next migration",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
})
{
    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
    {
        if (AddedColumn.WorkOf(operation, step) != RowWork.Check)
        {
            return [];
        }

        var column = operation.Column;
        var plain = column with { Constraints = column.Constraints.RemoveAll(c => c is CheckConstraint) };
        var checks = column.Constraints.RemoveAll(c => c is not CheckConstraint);
        return [Report(step) with { Plan = AddColumnPlan.ConstrainLater(operation, plain, checks, step.Before) }];
    }
}
