using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Rules.Locking;

namespace MigrationGuard.Rules.Compatibility;

internal sealed class IndexReplacedWithGap() : MigrationRule(new RuleInfo("MG0272", nameof(IndexReplacedWithGap))
{
    Title = "An index is dropped before its replacement is there",
    Severity = Severity.Warning,
    Evidence = Evidence.History,
    Catalogue = ["replace-index-drop-first"],
    When = "A migration drops an index and creates a similar one on the same table afterwards",
    Effect = "From line {line} until the new index is built, queries on {table} have neither {dropped} nor its replacement",
    Instead = "Create the new index under another name first, then drop {dropped}",
    Sources = ["https://www.postgresql.org/docs/current/sql-createindex.html", "https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql"],
})
{
    internal override IEnumerable<Finding> CheckMigration(MigrationContext migration)
    {
        var dropped = new SortedDictionary<ObjectName, List<(StepContext Step, Schema.TableIndex Index)>>(migration.Before.Database.Syntax);
        foreach (var step in migration.Steps)
        {
            if (step.Operation is DropIndex drop && DroppedIndexes.IsExisting(drop, step) && DroppedIndexes.Find(drop, step) is { } index)
            {
                if (!dropped.TryGetValue(index.Of, out var others))
                {
                    dropped.Add(index.Of, others = []);
                }

                others.Add((step, index));
            }
            else if (step.Operation is CreateIndex { Options.DropExisting: false } create && dropped.TryGetValue(create.Of, out var gap))
            {
                foreach (var (from, gone) in gap)
                {
                    if (!IndexRebuiltForColumn.Speaks(migration, from, step) && create.Keys.Count > 0 && gone.Definition.Keys.Count > 0 && create.Keys[0] == gone.Definition.Keys[0])
                    {
                        yield return Report(step, ("line", from.Step.Span.Line), ("dropped", gone.Name.Name));
                    }
                }
            }
        }
    }
}
