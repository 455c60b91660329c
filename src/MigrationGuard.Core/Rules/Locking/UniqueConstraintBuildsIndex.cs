using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class UniqueConstraintBuildsIndex() : StepRule<AddConstraint>(new RuleInfo("MG0132", nameof(UniqueConstraintBuildsIndex))
{
    Title = "Adding a unique constraint builds its index under a lock",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["add-unique-constraint"],
    When = "A UNIQUE constraint is added to an existing table without USING INDEX",
    Effect = "An index over every row of {table} is built under {lock}: nobody reads or writes the table until that is done",
    Instead = "Build the unique index with {online} first, and let the constraint take it over with USING INDEX",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX"],
})
{
    protected override IEnumerable<Finding> Check(AddConstraint operation, StepContext step)
        => operation.Constraint is UniqueConstraint { IsPrimaryKey: false, UsingIndex: null } key && step.Before.IsExisting(operation.Of)
            ? [Report(step) with { Plan = ConstraintPlan.IndexFirst(operation, key, step.Before) }]
            : [];
}
