using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules.Locking;

internal sealed class ForeignKeyWithoutIndex() : HistoryRule(new RuleInfo("MG0145", nameof(ForeignKeyWithoutIndex))
{
    Title = "Foreign key without an index",
    Severity = Severity.Info,
    Evidence = Evidence.History,
    Fix = FixKind.Mechanical,
    Catalogue = ["fk-missing-index"],
    When = "A foreign key is added and, at the end of the history, no index of its table begins with its columns; only for tables that the history created, because others may have one",
    Effect = "Every DELETE from {referenced} and every change of its key reads the whole of {table} and keeps its rows locked meanwhile",
    Instead = "Build an index on {columns} of {table} before the foreign key",
    Sources = ["https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK"],
})
{
    internal override HistoryWatch Watch() => new Keys(this);

    private static IEnumerable<ForeignKeyConstraint> KeysOf(Operation operation) => operation switch
    {
        AddConstraint { Constraint: ForeignKeyConstraint key } => [key],
        AddColumn add => add.Column.Constraints.OfType<ForeignKeyConstraint>(),
        CreateTable create => create.Constraints.Concat(create.Columns.SelectMany(c => c.Constraints)).OfType<ForeignKeyConstraint>(),
        _ => [],
    };

    private static bool IsMissing(ObjectName name, ForeignKeyConstraint key, SimulationState end)
    {
        var schema = end.Schema;
        if (schema.Find(name) is not { Existence: Existence.Exists, Complete: true } table
            || !table.Constraints.Exists(c => c.Definition is ForeignKeyConstraint other && other.Columns == key.Columns && schema.Syntax.Same(other.Referenced, key.Referenced)))
        {
            return false;
        }

        foreach (var index in schema.IndexesOf(name))
        {
            if (index.Definition.Where is null && BeginsWith(index.Definition, key, schema.Syntax.Names))
            {
                return false;
            }
        }

        return true;
    }

    private static bool BeginsWith(CreateIndex index, ForeignKeyConstraint key, StringComparer names)
    {
        for (var i = 0; i < key.Columns.Count; i++)
        {
            if (i >= index.Keys.Count || !key.Columns.Exists(c => names.Equals(c, index.Keys[i].Column)))
            {
                return false;
            }
        }

        return true;
    }

    private static string? IndexOf(AddedKey added)
    {
        var (step, table, key) = (added.Step, added.Table, added.Key);
        var keys = new IndexKey[key.Columns.Count];
        for (var i = 0; i < keys.Length; i++)
        {
            keys[i] = new IndexKey(key.Columns[i], null);
        }

        var index = new CreateIndex($"{table.Name}_{string.Join("_", key.Columns)}_idx", table, keys);
        return step.Sql(added.Existing && step.Database.HasOnlineIndex ? index with { Concurrently = true, Options = index.Options with { Online = true } } : index) + ";";
    }

    private readonly record struct AddedKey(StepContext Step, ObjectName Table, ForeignKeyConstraint Key, bool Existing);

    private sealed class Keys(ForeignKeyWithoutIndex rule) : HistoryWatch
    {
        private readonly List<AddedKey> _added = [];

        public override void See(MigrationContext migration)
        {
            foreach (var step in migration.Steps)
            {
                foreach (var key in KeysOf(step.Operation))
                {
                    if (step.Operation.Table is { } table)
                    {
                        _added.Add(new AddedKey(Kept(step), table, key, step.Before.IsExisting(table)));
                    }
                }
            }
        }

        public override IEnumerable<Finding> Findings(SimulationState end)
        {
            foreach (var added in _added)
            {
                if (IsMissing(added.Table, added.Key, end))
                {
                    yield return rule.Report(added.Step, ("referenced", added.Key.Referenced), ("columns", string.Join(", ", added.Key.Columns))) with { Suggestion = IndexOf(added) };
                }
            }
        }
    }
}
