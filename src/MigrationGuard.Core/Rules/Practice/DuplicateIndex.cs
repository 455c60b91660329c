using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

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
    internal override HistoryWatch Watch() => new Indexes(this);

    private static List<TableIndex> Alike(CreateIndex create, StepContext step)
    {
        var alike = new List<TableIndex>();
        foreach (var other in step.Before.Schema.IndexesOf(create.Of))
        {
            var definition = other.Definition;
            if (definition.Keys == create.Keys && (definition.Method ?? "btree") == (create.Method ?? "btree") && definition.Kind == create.Kind
                && Equals(definition.Where, create.Where) && definition.Include == create.Include && (definition.Unique || !create.Unique))
            {
                alike.Add(other);
            }
        }

        return alike;
    }

    private static TableIndex? Left(CreateIndex create, string name, List<TableIndex> alike, DatabaseSchema end)
        => end.Indexes.Find(end.IndexKey(name, create.Of)) is { } index
            ? alike.Find(other => !end.Syntax.Same(other.Name, index.Name) && end.Indexes.Find(end.IndexKey(other.Name.Name, create.Of)) is not null)
            : null;

    private sealed class Indexes(DuplicateIndex rule) : HistoryWatch
    {
        private readonly List<(StepContext Step, CreateIndex Create, string Name, List<TableIndex> Alike)> _created = [];

        public override void See(MigrationContext migration)
        {
            foreach (var step in migration.Steps)
            {
                if (step.Operation is CreateIndex { Name: { } name } create && Alike(create, step) is { Count: > 0 } alike)
                {
                    _created.Add((Kept(step), create, name, alike));
                }
            }
        }

        public override IEnumerable<Finding> Findings(SimulationState end)
        {
            foreach (var (step, create, name, alike) in _created)
            {
                if (Left(create, name, alike, end.Schema) is { } other)
                {
                    yield return rule.Report(step, ("other", other.Constraint is null ? other.Name.Name : $"the index of {other.Constraint}"));
                }
            }
        }
    }
}
