using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ConstraintTimingChanged() : StepRule<AlterConstraint>(new RuleInfo("MG0249", nameof(ConstraintTimingChanged))
{
    Title = "Constraint enforced at another time",
    Severity = Severity.Warning,
    HeldInContract = true,
    Catalogue = ["deferrability-change"],
    When = "ALTER CONSTRAINT changes when, or whether, a constraint of a table that a live version may use is enforced",
    Effect = "{constraint} of {table} becomes {change}: errors of the old version come at COMMIT and not at the statement, or the other way round, or not at all",
    Instead = "Change it in a contract migration; a version that needs it deferred can SET CONSTRAINTS in its own transaction when the constraint is DEFERRABLE INITIALLY IMMEDIATE",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ALTER-CONSTRAINT", "https://www.postgresql.org/docs/current/sql-set-constraints.html"],
})
{
    protected override IEnumerable<Finding> Check(AlterConstraint operation, StepContext step)
        => step.MayUse(operation.Of) && step.Classification.BreaksOld.Breaks ? [Report(step, ("change", operation.Change))] : [];
}
