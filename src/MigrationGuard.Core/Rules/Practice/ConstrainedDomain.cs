using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Practice;

internal sealed class ConstrainedDomain() : StepRule<CreateDomain>(new RuleInfo("MG0812", nameof(ConstrainedDomain))
{
    Title = "A domain with a constraint",
    Severity = Severity.Info,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["create-domain-with-constraint"],
    When = "CREATE DOMAIN has a CHECK or NOT NULL",
    Effect = "Adding a column of type {name} to a table rewrites it even without a default, and a new condition of {name} holds up the writes of every table that uses it",
    Instead = "Use {type} and write the condition as a CHECK of each table, which can be added NOT VALID and validated while writes go on",
    Sources = ["measured on PostgreSQL 15 and 18: ADD COLUMN of a constrained domain rewrites the table"],
})
{
    protected override IEnumerable<Finding> Check(CreateDomain operation, StepContext step) => operation.NotNull || operation.Checks.Count > 0 ? [Report(step)] : [];
}
