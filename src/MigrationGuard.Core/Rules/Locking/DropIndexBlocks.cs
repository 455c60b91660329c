using MigrationGuard.Databases;
using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Locking;

internal sealed class DropIndexBlocks() : StepRule<DropIndex>(new RuleInfo("MG0160", nameof(DropIndexBlocks))
{
    Title = "Dropping an index locks its table",
    Severity = Severity.Warning,
    Fix = FixKind.Mechanical,
    Databases = DatabaseKinds.PostgreSql,
    Catalogue = ["drop-index-blocking"],
    When = "An index of an existing table is dropped without CONCURRENTLY",
    Effect = "All reads and writes of {of} wait for the DROP INDEX, which itself waits for every open transaction on the table",
    Instead = "Drop it with CONCURRENTLY, in a migration that runs outside a transaction",
    Sources = ["https://www.postgresql.org/docs/current/sql-dropindex.html"],
})
{
    protected override IEnumerable<Finding> Check(DropIndex operation, StepContext step)
        => !operation.Concurrently && BlockingLocks.Of(step) is not null && DroppedIndexes.IsExisting(operation, step)
            ? [Report(step, ("of", DroppedIndexes.Find(operation, step)?.Of.ToString() ?? $"the table that {operation.Name} belongs to")) with
            {
                Suggestion = step.Sql(operation with { Concurrently = true, IfExists = true, Cascade = false }) + ";",
            }]
            : [];
}
