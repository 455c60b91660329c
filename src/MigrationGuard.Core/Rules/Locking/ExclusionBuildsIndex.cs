using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class ExclusionBuildsIndex() : StepRule<AddConstraint>(new RuleInfo("MG0134", nameof(ExclusionBuildsIndex))
{
    Title = "Adding an exclusion constraint builds its index under a lock",
    Severity = Severity.Error,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["add-exclusion-constraint"],
    When = "An EXCLUDE constraint is added to an existing table; there is neither NOT VALID nor USING INDEX for it",
    Effect = "An index over every row of {table} is built under {lock}: nobody reads or writes the table until that is done",
    Instead = "Make a new table with the constraint, write to both, copy the rows of {table} in batches, and let the new version read the new one",
    Sources = ["https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-EXCLUDE"],
})
{
    protected override IEnumerable<Finding> Check(AddConstraint operation, StepContext step)
        => operation.Constraint is ExclusionConstraint && step.Before.IsExisting(operation.Of) ? [Report(step)] : [];
}
