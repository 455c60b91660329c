using MigrationGuard.Operations;
using MigrationGuard.Planning;
using MigrationGuard.Rules.Failures;

namespace MigrationGuard.Rules.Locking;

internal sealed class ColumnUniqueBuildsIndex() : StepRule<AddColumn>(new RuleInfo("MG0108", nameof(ColumnUniqueBuildsIndex))
{
    Title = "UNIQUE written with an added column builds an index under the lock",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Catalogue = ["add-column-inline-unique"],
    When = "A column is added together with UNIQUE or PRIMARY KEY to a table that already exists",
    Effect = "An index over every row of {table} is built under {lock}: nobody reads or writes the table until that is done",
    Instead = "Add {column} alone, build the unique index with {online}, and let the constraint take the index over",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX"],
})
{
    protected override IEnumerable<Finding> Check(AddColumn operation, StepContext step)
        => AddedColumn.WorkOf(operation, step) == RowWork.Unique && !ConstantInUniqueColumn.Applies(operation, step)
            ? [Report(step, ("online", step.Database.OnlineIndexOption ?? "the server's online option")) with { Plan = PlanFor(operation, step) }]
            : [];

    private static Plan? PlanFor(AddColumn operation, StepContext step)
        => operation.Column.Constraints.Find(c => c is UniqueConstraint) is UniqueConstraint unique ? AddColumnPlan.IndexLater(operation, unique, step.Before) : null;
}
