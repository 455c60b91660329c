using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Databases;

/// <summary>The rows that hold for one server, by operation.</summary>
internal sealed class FactTable
{
    private static readonly Cost Unknown = new() { Known = false };

    private readonly Dictionary<Type, Row[]> _rows = [];

    public FactTable(IReadOnlyList<CostFact> facts, int version, SqlServerEditions edition)
    {
        var rows = new Dictionary<Type, List<Row>>();
        foreach (var fact in facts)
        {
            if (fact.From <= version && version <= fact.To && (fact.Editions & edition) != 0)
            {
                if (!rows.TryGetValue(fact.Operation, out var list))
                {
                    rows[fact.Operation] = list = [];
                }

                list.Add(new Row(fact));
            }
        }

        foreach (var entry in rows)
        {
            _rows[entry.Key] = [.. entry.Value];
        }
    }

    public Cost CostOf(Operation operation, SimulationState before)
    {
        if (!_rows.TryGetValue(operation.GetType(), out var rows))
        {
            return Unknown;
        }

        Cost? cost = null;
        foreach (var row in rows)
        {
            if (row.Fact.Adds == cost is not null && row.Fact.Applies(operation, before))
            {
                cost = cost is null ? row.CostOf(operation, before) : Sum(cost, row.CostOf(operation, before));
            }
        }

        return cost ?? Unknown;
    }

    private static Cost Sum(Cost main, Cost part) => main with
    {
        Known = main.Known && part.Known,
        Locks = Strongest(main.Locks, part.Locks),
        Rewrites = main.Rewrites || part.Rewrites,
        Scan = main.Scan > part.Scan ? main.Scan : part.Scan,
        BuildsIndex = main.BuildsIndex || part.BuildsIndex,
        Transaction = main.Transaction > part.Transaction ? main.Transaction : part.Transaction,
        Confidence = main.Confidence > part.Confidence ? main.Confidence : part.Confidence,
        Fact = main.Fact + "+" + part.Fact,
        Source = main.Source == part.Source ? main.Source : main.Source + ", " + part.Source,
    };

    private static EquatableList<RelationLock> Strongest(EquatableList<RelationLock> left, EquatableList<RelationLock> right)
    {
        var locks = new List<RelationLock>(left);
        foreach (var held in right)
        {
            Add(locks, held);
        }

        return locks;
    }

    private static void Add(List<RelationLock> locks, RelationLock held)
    {
        var at = locks.FindIndex(l => l.Relation == held.Relation);
        if (at < 0)
        {
            locks.Add(held);
        }
        else if (locks[at].Mode.Strength < held.Mode.Strength)
        {
            locks[at] = held;
        }
    }

    private sealed class Row(CostFact fact)
    {
        private readonly Cost _cost = new()
        {
            Known = !fact.Unknowable,
            Rewrites = fact.Rewrites,
            Scan = fact.Scan,
            BuildsIndex = fact.BuildsIndex,
            Transaction = fact.Transaction,
            Confidence = fact.Confidence,
            Fact = fact.Id,
            Source = fact.Source,
        };

        public CostFact Fact { get; } = fact;

        public Cost CostOf(Operation operation, SimulationState before)
        {
            if (Fact.Locks.Count == 0)
            {
                return _cost;
            }

            var locks = new List<RelationLock>();
            foreach (var row in Fact.Locks)
            {
                foreach (var relation in LockedRelations.Of(row.On, operation, before))
                {
                    Add(locks, new RelationLock(relation, row.Mode));
                }
            }

            return _cost with { Locks = locks };
        }
    }
}
