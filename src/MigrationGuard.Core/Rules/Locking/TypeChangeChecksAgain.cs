using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Planning;

namespace MigrationGuard.Rules.Locking;

internal sealed class TypeChangeChecksAgain() : StepRule<AlterColumnType>(new RuleInfo("MG0111", nameof(TypeChangeChecksAgain))
{
    Title = "Change of type checks every row again",
    Severity = Severity.Error,
    Fix = FixKind.Plan,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["alter-type-with-check"],
    When = "The type of a column changes without a rewrite, but a CHECK speaks of the column",
    Effect = "The CHECK constraints on {column} are verified for every row of {table} under {lock}: nobody reads or writes the table until that is done",
    Instead = "Drop the CHECK, change the type and add the CHECK as NOT VALID in one migration, and validate it in the next",
    Sources = ["measured on PostgreSQL 15 and 18: varchar(20) to varchar(50) with a CHECK logs 'verifying table'"],
})
{
    protected override IEnumerable<Finding> Check(AlterColumnType operation, StepContext step)
        => step.Classification.Cost is { Rewrites: false, BuildsIndex: false, Scan: not ScanKind.None } && step.Before.IsExisting(operation.Of)
            ? [Report(step) with { Plan = TypeChangePlan.WithoutChecks(operation, step.Before) }]
            : [];
}
