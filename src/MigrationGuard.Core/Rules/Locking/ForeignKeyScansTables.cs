using MigrationGuard.Classifying;
using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class ForeignKeyScansTables() : StepRule<AddConstraint>(new RuleInfo("MG0130", nameof(ForeignKeyScansTables))
{
    Title = "Adding a foreign key checks every row under a lock",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["add-fk-validating"],
    When = "A foreign key is added to an existing table without NOT VALID",
    Effect = "Every row of {table} is looked up in {referenced} under {lock}: writes to both tables wait until that is done",
    Instead = "{how}",
    InsteadInGeneral = "Add the foreign key NOT VALID and validate it in a migration of its own; by partition where the server takes none on a partitioned table",
    Sources = ["https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT", "https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES"],
})
{
    protected override IEnumerable<Finding> Check(AddConstraint operation, StepContext step)
    {
        if (operation.Constraint is not ForeignKeyConstraint key || !step.Before.IsExisting(operation.Of) || step.Classification.Cost.Scan == ScanKind.None)
        {
            return [];
        }

        var whole = step.Database.HasForeignKeyNotValidOnPartitioned || step.Before.Schema.Find(operation.Of)?.Partitioned != true;
        var how = whole
            ? $"Add it NOT VALID, which checks new rows only, and run VALIDATE CONSTRAINT in a migration of its own, while reads and writes go on"
            : $"{step.Database.Name} takes no NOT VALID foreign key on a partitioned table: add it NOT VALID to each partition, validate it there, then add it to {operation.Of}";
        var plan = whole ? ConstraintPlan.ValidateLater(operation, step.Classification.Phase, step.Before) : ConstraintPlan.ByPartition(operation, key, step.Before);
        return [Report(step, ("referenced", key.Referenced), ("how", how)) with { Plan = plan }];
    }
}
