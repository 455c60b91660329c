using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Locking;

internal sealed class ValidateUnderLock() : StepRule<ValidateConstraint>(new RuleInfo("MG0135", nameof(ValidateUnderLock))
{
    Title = "VALIDATE runs while a stronger lock is held",
    Severity = Severity.Error,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["validate-same-transaction"],
    When = "VALIDATE CONSTRAINT scans a table in the transaction that added the constraint, or that holds another lock which others wait for",
    Effect = "The scan of {table} would let everybody go on, but the transaction holds {held} on {relation} already, and {who} of {relation} wait until the scan is done",
    Instead = "Put VALIDATE CONSTRAINT {constraint} into a migration of its own",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT"],
})
{
    protected override IEnumerable<Finding> Check(ValidateConstraint operation, StepContext step)
    {
        if (step.Classification.Cost.Scan == ScanKind.None || !step.Before.IsExisting(operation.Of))
        {
            return [];
        }

        if (step.Before.Transaction is { IsOpen: true } && Strongest(step.Before.Transaction.Locks) is { } held)
        {
            return [Of(step, held.Mode, held.Relation)];
        }

        // ALTER TABLE t ADD … NOT VALID, VALIDATE …: one statement, one set of locks.
        var constraint = step.Before.Schema.Find(operation.Of)?.Constraint(operation.Name, step.Database.Syntax.Names);
        return constraint is not null && step.Before.Statement == step.Step.Statement && constraint.Origin == step.Before.Now
            && step.Database.CostOf(new AddConstraint(operation.Of, constraint.Definition with { NotValid = true }), step.Before).Strongest is { } taken
            ? [Of(step, taken.Mode, taken.Relation)]
            : [];
    }

    private Finding Of(StepContext step, LockMode mode, ObjectName relation)
        => Report(step, ("held", mode), ("relation", relation), ("who", mode.BlocksReads ? "reads and writes" : "writes"));

    private static HeldLock? Strongest(LockSet locks)
        => locks.Strongest is { Mode.BlocksWrites: true } strongest ? strongest : null;
}
