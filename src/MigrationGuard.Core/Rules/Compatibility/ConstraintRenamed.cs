using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class ConstraintRenamed() : StepRule<Operation>(new RuleInfo("MG0234", nameof(ConstraintRenamed))
{
    Title = "Constraint or index renamed",
    Severity = Severity.Warning,
    HeldInContract = true,
    Catalogue = ["rename-constraint-index"],
    When = "A constraint, a unique index, or an index that queries may name, is renamed",
    Effect = "From now on {old}",
    Instead = "Leave the name, or rename in a contract migration when every live version knows both names",
    Sources = ["https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT", "https://www.npgsql.org/doc/api/Npgsql.PostgresException.html"],
})
{
    protected override IEnumerable<Finding> Check(Operation operation, StepContext step)
        => operation is RenameConstraint or RenameIndex && step.Classification.BreaksOld.Breaks ? [Report(step)] : [];
}
