using MigrationGuard.Operations;
using MigrationGuard.Planning;
using MigrationGuard.Sql;

namespace MigrationGuard.Rules.Locking;

internal sealed class NumberingRewritesTable() : StepRule<AddColumn>(new RuleInfo("MG0103", nameof(NumberingRewritesTable))
{
    Title = "Serial or identity column rewrites the table",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Catalogue = ["add-serial-column", "add-identity-column"],
    When = "A serial or identity column is added to a table that already exists",
    Effect = "Every row of {table} is numbered and written anew under {lock}: nobody reads or writes the table until that is done",
    Instead = "Add {column} as a plain integer column, let its default take from a sequence, and number the existing rows in batches",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
})
{
    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
        => AddedColumn.WorkOf(operation, step) == RowWork.Sequence ? [Report(step) with { Plan = PlanFor(operation, step) }] : [];

    private static Plan? PlanFor(AddColumn operation, StepContext step)
        => step.Database.Syntax.Dialect == SqlDialect.PostgreSql ? AddColumnPlan.Number(operation, step.Before) : null;
}
