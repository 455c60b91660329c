using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class IndexDropped() : StepRule<DropIndex>(new RuleInfo("MG0270", nameof(IndexDropped))
{
    Title = "The old version may need the index",
    Severity = Severity.Warning,
    Evidence = Evidence.Step,
    HeldInContract = true,
    Catalogue = ["drop-index-used-by-old-app"],
    When = "An index that is not unique is dropped from an existing table while an older version may be live",
    Effect = "Queries of the old version that rely on {index} scan the whole table instead, now and after a rollback, until the index is built again",
    Instead = "Drop it in a contract migration, after the server's statistics show that nothing live uses it",
    Sources = ["https://www.postgresql.org/docs/current/monitoring-stats.html#MONITORING-PG-STAT-ALL-INDEXES-VIEW", "https://learn.microsoft.com/sql/relational-databases/system-dynamic-management-views/sys-dm-db-index-usage-stats-transact-sql"],
})
{
    protected override IEnumerable<Finding> Check(DropIndex operation, StepContext step)
        => DroppedIndexes.IsExisting(operation, step) && DroppedIndexes.Find(operation, step) is not { Definition.Unique: true } && !DroppedIndexes.IsReplaced(operation, step)
            && !IsRebuilt(operation, step)
            ? [Report(step)]
            : [];

    // Dropping what a failed concurrent build has left and building it again is the repeatable way; a gap before another index serves has a rule of its own.
    private static bool IsRebuilt(DropIndex operation, StepContext step) => step.Migration.Steps.Exists(s
        => s.Operation is CreateIndex create && s.Statement > step.Step.Statement
            && (step.Database.Syntax.Same(create.Name, operation.Name.Name) || DroppedIndexes.Serves(create, operation, step)));
}
