using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class ReindexBlocks() : StepRule<Reindex>(new RuleInfo("MG0161", nameof(ReindexBlocks))
{
    Title = "REINDEX blocks writes",
    Severity = Severity.Error,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["reindex-blocking"],
    When = "REINDEX runs without CONCURRENTLY",
    Effect = "Writes to the table wait until {index} is rebuilt, and so do reads that would use it",
    Instead = "Rebuild it with CONCURRENTLY, in a migration that runs outside a transaction",
    Sources = ["https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY"],
})
{
    protected override IEnumerable<Finding> Check(Reindex operation, StepContext step)
        => !operation.Concurrently && step.Database.HasReindexConcurrently && !(operation.Scope == ReindexScope.Table && !step.Before.IsExisting(operation.Name))
            ? [Report(step) with { Suggestion = step.Sql(operation with { Concurrently = true }) + ";" }]
            : [];
}
