using MigrationGuard.Operations;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class UniqueIndexDropped() : StepRule<DropIndex>(new RuleInfo("MG0271", nameof(UniqueIndexDropped))
{
    Title = "A unique index is dropped",
    Severity = Severity.Error,
    HeldInContract = true,
    Catalogue = ["drop-unique-index-used-as-arbiter", "drop-index-used-by-old-app"],
    When = "A unique index of an existing table is dropped and no other one replaces it",
    Effect = "{upsert}The new version may write duplicates of {keys} that the old one cannot handle after a rollback",
    Instead = "Drop it in a contract migration, when no live version relies on {keys} being unique",
    Sources = ["https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT", "measured: 15, 18"],
})
{
    protected override IEnumerable<Finding> Check(DropIndex operation, StepContext step)
        => DroppedIndexes.Find(operation, step) is { Definition: { Unique: true } definition } && DroppedIndexes.IsExisting(operation, step) && !DroppedIndexes.IsReplaced(operation, step)
            ? [Report(step, string.Join(", ", definition.Keys.Select(k => k.Column ?? k.Expression?.Text)))]
            : [];

    private Finding Report(StepContext step, string keys) => Report(
        step, ("keys", keys), ("upsert", step.Database.UpsertsNeedUniqueIndex ? $"INSERT … ON CONFLICT ({keys}) of the old version fails (42P10). " : ""));
}
