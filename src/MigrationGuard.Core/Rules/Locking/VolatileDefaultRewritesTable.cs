using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class VolatileDefaultRewritesTable() : StepRule<AddColumn>(new RuleInfo("MG0102", nameof(VolatileDefaultRewritesTable))
{
    Title = "Default that is evaluated per row rewrites the table",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["add-column-volatile-default"],
    When = "A column is added with a default that may differ from row to row (gen_random_uuid(), random(), clock_timestamp(), nextval(), a function that is not known to be stable); now() is stable and is no case of it",
    Effect = "{table} is written anew with all its indexes under {lock}: nobody reads or writes it until that is done, because {default} is evaluated for every row",
    Instead = "Add {column} without default, SET DEFAULT {default} for new rows, and fill the existing ones in batches",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
})
{
    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
        => AddedColumn.WorkOf(operation, step) == RowWork.VolatileDefault && operation.Column.Default is { } value
            ? [Report(step, ("default", value)) with { Plan = AddColumnPlan.FillLater(operation, value, step.Before) }]
            : [];
}
