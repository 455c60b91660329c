using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Practice;

internal sealed class UnnamedConstraint() : StepRule<AddConstraint>(new RuleInfo("MG0821", nameof(UnnamedConstraint))
{
    Title = "A constraint without a name",
    Severity = Severity.Info,
    Catalogue = ["unnamed-constraint"],
    When = "A constraint is added to an existing table without a name",
    Effect = "The server chooses the name of the constraint on {table}, so the migration that drops it has to guess",
    Instead = "Write ADD CONSTRAINT with a name",
    Sources = ["https://www.postgresql.org/docs/current/ddl-constraints.html", "https://learn.microsoft.com/sql/t-sql/statements/alter-table-table-constraint-transact-sql"],
    Confidence = Confidence.Documented,
})
{
    protected override IEnumerable<Finding> Check(AddConstraint operation, StepContext step)
        => operation.Constraint is { Name: null } and not UniqueConstraint { UsingIndex: not null } ? [Report(step)] : [];
}
