using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class CheckScansTable() : StepRule<AddConstraint>(new RuleInfo("MG0131", nameof(CheckScansTable))
{
    Title = "Adding a CHECK scans the table",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["add-check-validating"],
    When = "A CHECK or NOT NULL constraint is added to an existing table without NOT VALID",
    Effect = "Every row of {table} is read under {lock} to test {constraint}: nobody reads or writes the table until that is done",
    Instead = "Add it NOT VALID, which checks new rows only, and run VALIDATE CONSTRAINT in a migration of its own, while reads and writes go on",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT"],
})
{
    protected override IEnumerable<Finding> Check(AddConstraint operation, StepContext step)
        => operation.Constraint is CheckConstraint or NotNullConstraint && step.Before.IsExisting(operation.Of) && step.Classification.Cost.Scan != ScanKind.None
            ? [Report(step) with { Plan = ConstraintPlan.ValidateLater(operation, step.Classification.Phase, step.Before) }]
            : [];
}
