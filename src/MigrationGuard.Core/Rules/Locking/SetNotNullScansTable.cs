using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class SetNotNullScansTable() : StepRule<SetNotNull>(new RuleInfo("MG0112", nameof(SetNotNullScansTable))
{
    Title = "SET NOT NULL scans the table",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["set-not-null"],
    When = "A column becomes NOT NULL and no validated constraint proves that it has no NULL; a CHECK that was validated in an earlier migration counts",
    Effect = "Every row of {table} is read under {lock} to look for a NULL in {column}: nobody reads or writes the table until that is done",
    Instead = "Prove it first: add the condition as NOT VALID, validate it in the next migration, then SET NOT NULL believes it and does not scan",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-SET-DROP-NOT-NULL"],
})
{
    protected override IEnumerable<Finding> Check(SetNotNull operation, StepContext step)
        => step.Before.IsExisting(operation.Of) && step.Classification.Cost.Scan != ScanKind.None
            ? [Report(step) with { Plan = NotNullPlan.For(operation, step.Before) }]
            : [];
}
