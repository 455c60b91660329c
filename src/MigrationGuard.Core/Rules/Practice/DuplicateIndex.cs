using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Rules.Practice;

internal sealed class DuplicateIndex() : HistoryRule(new RuleInfo("MG0811", nameof(DuplicateIndex))
{
    Title = "Two indexes that do the same",
    Severity = Severity.Info,
    Evidence = Evidence.History,
    Catalogue = ["create-table-without-pk"],
    When = "An index is created that has the same keys as another index of its table, and both are there at the end of the history",
    Effect = "{index} on {table} repeats {other}: every write maintains both, and no query is faster",
    Instead = "Leave {index} out",
    Sources = ["https://www.postgresql.org/docs/current/indexes.html"],
})
{
    internal override IEnumerable<Finding> CheckHistory(IReadOnlyList<MigrationContext> history)
    {
        foreach (var migration in history)
        {
            foreach (var step in migration.Steps)
            {
                if (step.Operation is CreateIndex { Name: { } name } create && OtherOf(create, name, step, history[history.Count - 1].After.Schema) is { } other)
                {
                    yield return Report(step, ("other", other.Constraint is null ? other.Name.Name : $"the index of {other.Constraint}"));
                }
            }
        }
    }

    private static TableIndex? OtherOf(CreateIndex create, string name, StepContext step, DatabaseSchema end)
    {
        if (end.Indexes.Find(end.IndexKey(name, create.Of)) is not { } index)
        {
            return null;
        }

        foreach (var other in step.Before.Schema.IndexesOf(create.Of))
        {
            var definition = other.Definition;
            if (!end.Syntax.Same(other.Name, index.Name) && end.Indexes.Find(end.IndexKey(other.Name.Name, create.Of)) is not null
                && definition.Keys == create.Keys && (definition.Method ?? "btree") == (create.Method ?? "btree") && definition.Kind == create.Kind
                && Equals(definition.Where, create.Where) && definition.Include == create.Include && (definition.Unique || !create.Unique))
            {
                return other;
            }
        }

        return null;
    }
}
