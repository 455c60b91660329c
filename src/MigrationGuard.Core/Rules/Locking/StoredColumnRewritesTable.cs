using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class StoredColumnRewritesTable() : StepRule<AddColumn>(new RuleInfo("MG0104", nameof(StoredColumnRewritesTable))
{
    Title = "Stored computed column rewrites the table",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Catalogue = ["add-stored-generated-column"],
    When = "A computed column that is stored is added to a table that already exists",
    Effect = "Every row of {table} is computed and written anew under {lock}: nobody reads or writes the table until that is done",
    Instead = "Compute {column} when it is read (VIRTUAL from PostgreSQL 18 on; without PERSISTED in T-SQL), or add a plain column, let a trigger compute it, and fill the existing rows in batches",
    Sources = ["https://www.postgresql.org/docs/current/ddl-generated-columns.html", "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
})
{
    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
        => AddedColumn.WorkOf(operation, step) == RowWork.StoredExpression
            ? [Report(step) with { Plan = AddColumnPlan.Compute(operation, step.Before) }]
            : [];
}
