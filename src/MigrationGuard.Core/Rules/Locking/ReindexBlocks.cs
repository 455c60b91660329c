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
    Effect = "Writes to {what} is rebuilt, and so do nearly all reads: the planner locks every index of a table that it reads",
    Instead = "Rebuild it with CONCURRENTLY, in a migration that runs outside a transaction",
    Sources = ["https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY"],
})
{
    protected override IEnumerable<Finding> Check(Reindex operation, StepContext step)
        => !operation.Concurrently && step.Database.HasReindexConcurrently && IsExisting(operation, step)
            ? [Report(step, ("what", What(operation, step))) with { Suggestion = step.Sql(operation with { Concurrently = true }) + ";" }]
            : [];

    private static bool IsExisting(Reindex operation, StepContext step) => operation.Scope switch
    {
        ReindexScope.Table or ReindexScope.Index => BlockingLocks.IsExisting(operation.Name, step),
        _ => true,
    };

    private static string What(Reindex operation, StepContext step) => operation.Scope switch
    {
        ReindexScope.Index => $"{step.Before.Schema.Indexes.Find(operation.Name)?.Of.ToString() ?? "its table"} wait until {operation.Name}",
        ReindexScope.Table => $"{operation.Name} wait until each of its indexes",
        _ => $"each table of {operation.Name} wait until it",
    };
}
