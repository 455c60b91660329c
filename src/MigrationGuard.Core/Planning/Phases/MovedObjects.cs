using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>What stands on a column and is made a second time on the column that replaces it: indexes, CHECK constraints, its own foreign keys and unique constraints.</summary>
internal sealed class MovedObjects
{
    private const string Suffix = "_new";

    private readonly SimulationState _before;
    private readonly ObjectName _table;
    private readonly string _old;
    private readonly string _new;
    private readonly List<(string Name, string Temporary)> _indexes = [];
    private readonly List<(string Name, string Temporary)> _constraints = [];
    private readonly List<UniqueConstraint> _unique = [];
    private readonly HashSet<string> _taken;
    private string? _whyNot;

    public MovedObjects(SimulationState before, ObjectName table, string old, string added)
    {
        (_before, _table, _old, _new, _taken) = (before, table, old, added, new HashSet<string>(before.Schema.Syntax.Names));
        if (before.Schema.Find(table) is { } known)
        {
            Find(known);
        }
    }

    /// <summary>The indexes, to be built while reads and writes go on.</summary>
    public List<CreateIndex> Indexes { get; } = [];

    /// <summary>The constraints, not validated yet.</summary>
    public List<ConstraintDefinition> Checks { get; } = [];

    /// <summary>What cannot be moved; null when everything can.</summary>
    public string? WhyNot() => _whyNot;

    /// <summary>Gives everything its old name, once the old column is gone with what stood on it.</summary>
    public IEnumerable<Operation> Renames()
    {
        foreach (var (name, temporary) in _indexes)
        {
            yield return new RenameIndex(new ObjectName(_table.Schema, temporary), name);
        }

        foreach (var (name, temporary) in _constraints)
        {
            yield return new RenameConstraint(_table, temporary, name);
        }

        foreach (var unique in _unique)
        {
            yield return ConstraintPlan.Over(unique, unique.Name, _table);
        }
    }

    private void Find(Table known)
    {
        var names = _before.Schema.Syntax.Names;
        _whyNot = known.ReadBy.Count > 0 ? $"{known.ReadBy[0]} reads {_table}: what it says of {_old} has to be changed by hand"
            : known.Triggers.Count > 0 ? $"{_table} has triggers, which may name {_old}"
            : known.Partitioned || known.PartitionOf is not null ? $"{_table} is partitioned"
            : known.Children.Count > 0 ? $"tables inherit from {_table}, and triggers do not"
            : known.ReferencedBy.Count > 0 && IsReferenced(known) ? $"{known.ReferencedBy[0]} refers to {_old} of {_table}"
            : known.Columns.Find(c => c.GeneratedExpression?.Mentions(_old) == true) is { } computed ? $"{computed.Name} of {_table} is computed from {_old}"
            : null;
        foreach (var index in _before.Schema.IndexesOf(_table))
        {
            if (index.Constraint is null && IndexEffects.Uses(index.Definition, _old, names))
            {
                Move(index);
            }
        }

        foreach (var constraint in known.Constraints)
        {
            Move(constraint);
        }
    }

    private void Move(TableIndex index)
    {
        var temporary = Temporary(index.Name.Name);
        Indexes.Add(IndexEffects.WithColumnRenamed(index.Definition, _old, _new, _before.Schema.Syntax) with { Name = temporary, Concurrently = true, IfNotExists = false });
        _indexes.Add((index.Name.Name, temporary));
    }

    private void Move(TableConstraint constraint)
    {
        var syntax = _before.Schema.Syntax;
        switch (constraint.Definition)
        {
            case UniqueConstraint key when key.Columns.Exists(c => syntax.Same(c, _old)) || key.Include.Exists(c => syntax.Same(c, _old)):
                Move(key);
                break;
            case ForeignKeyConstraint key when key.Columns.Exists(c => syntax.Same(c, _old)):
                Move(constraint, key with { Columns = Moved(key.Columns) });
                break;
            case CheckConstraint check when check.Condition.Mentions(_old):
                Move(constraint, check with { Condition = Condition.Rename(check.Condition, _old, _new, syntax) });
                break;
            case ExclusionConstraint exclusion when exclusion.Definition.Mentions(_old):
                _whyNot ??= $"an exclusion constraint of {_table} stands on {_old}";
                break;
        }
    }

    private void Move(TableConstraint constraint, ConstraintDefinition moved)
    {
        if (constraint is not { Name: { } name, Validated: true })
        {
            _whyNot ??= $"a constraint on {_old} of {_table} has no known name or was never validated";
            return;
        }

        var temporary = Temporary(name);
        Checks.Add(moved with { Name = temporary, NotValid = true });
        _constraints.Add((name, temporary));
    }

    private void Move(UniqueConstraint key)
    {
        if (key is not { IsPrimaryKey: false, Deferrable: false, Name: { } name })
        {
            _whyNot ??= key.IsPrimaryKey ? $"{_old} belongs to the primary key of {_table}" : $"a unique constraint on {_old} of {_table} has no known name or is deferrable";
            return;
        }

        var temporary = Temporary(name);
        Indexes.Add(ConstraintPlan.IndexOf(key with { Columns = Moved(key.Columns), Include = Moved(key.Include) }, temporary, _table));
        _indexes.Add((name, temporary));
        _unique.Add(key);
    }

    private EquatableList<string> Moved(EquatableList<string> columns) => columns.Map(column => _before.Schema.Syntax.Same(column, _old) ? _new : column);

    // A foreign key of another table may stand on a unique constraint of any column; only one that is known to name others is no hindrance.
    private bool IsReferenced(Table known) => known.ReferencedBy.Exists(name => _before.Schema.Find(name)?.Constraints is not { } constraints
        || constraints.Exists(c => c.Definition is ForeignKeyConstraint key && _before.Schema.Syntax.Same(key.Referenced, _table)
            && (key.ReferencedColumns.Count == 0 ? IsKey(known) : key.ReferencedColumns.Exists(column => _before.Schema.Syntax.Same(column, _old)))));

    private bool IsKey(Table known) => known.Constraints.Exists(c => c.Definition is UniqueConstraint { IsPrimaryKey: true } key && key.Columns.Exists(column => _before.Schema.Syntax.Same(column, _old)));

    private bool IsTaken(string name) => _taken.Contains(name)
        || _before.Schema.FindIndex(new ObjectName(_table.Schema, name), _table) is not null
        || _before.Schema.Find(new ObjectName(_table.Schema, name)) is not null
        || _before.Schema.Find(_table)?.Constraints.Exists(c => _before.Schema.Syntax.Same(c.Name, name)) == true;

    private string Temporary(string name)
    {
        var temporary = name;
        do
        {
            temporary = FittingName.Of(temporary + Suffix, _before.Schema.Syntax);
        }
        while (IsTaken(temporary));

        _taken.Add(temporary);
        return temporary;
    }
}
