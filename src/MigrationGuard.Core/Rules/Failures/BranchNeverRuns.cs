using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Failures;

internal sealed class BranchNeverRuns() : StepRule<DatabaseCondition>(new RuleInfo("MG0662", nameof(BranchNeverRuns))
{
    Title = "A branch is for a database name that nothing answers to",
    Severity = Severity.Warning,
    Fix = FixKind.Mechanical,
    JudgesDown = true,
    Catalogue = ["ifdatabase-postgres-never-runs"],
    When = "IfDatabase names PostgreSQL or SQL Server in a way that FluentMigrator's processor does not: since 7.1 AddPostgres() is PostgreSQL15_0, also called PostgreSQL, and no longer Postgres; AddSqlServer() is SqlServer2016, also called SqlServer; a predicate is asked for the first name only",
    Effect = "The branch for {names} does not run under {registration}, and nothing says so: the migration is recorded as done and its changes are missing",
    Instead = "Write IfDatabase(\"{known}\")",
    Confidence = Confidence.SourceRead,
    Sources =
    [
        "https://github.com/fluentmigrator/fluentmigrator/blob/v8.0.1/src/FluentMigrator/Builders/IfDatabase/IfDatabaseExpressionRoot.cs",
        "https://github.com/fluentmigrator/fluentmigrator/blob/v8.0.1/src/FluentMigrator.Runner.Postgres/PostgresRunnerBuilderExtensions.cs",
    ],
})
{
    protected override IEnumerable<Finding> Check(DatabaseCondition operation, StepContext step)
        => operation.KnownAs is { } known
            ? [Report(step, ("names", string.Join(", ", operation.Names)), ("known", known), ("registration", operation.Registration)) with { Suggestion = $"IfDatabase(\"{known}\")" }]
            : [];
}
