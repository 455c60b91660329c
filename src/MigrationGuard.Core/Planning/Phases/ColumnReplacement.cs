using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Planning;

/// <summary>
/// A second column that takes the place of the first: kept in step by a trigger, filled, given all that stands on the first, and alone in the end under the name that
/// the migration says. What it cannot move (views, triggers, keys) is a reason to leave the migration to a person.
/// </summary>
internal sealed class ColumnReplacement
{
    private readonly SimulationState _before;
    private readonly ObjectName _table;
    private readonly Column _column;
    private readonly ColumnPlan _plan;
    private readonly MovedObjects _moved;
    private readonly SyncedColumns _columns;
    private readonly string _finalName;

    private ColumnReplacement(SimulationState before, ObjectName table, Column column, SyncedColumns columns, string finalName)
    {
        (_before, _table, _column, _columns, _finalName) = (before, table, column, columns, finalName);
        _plan = new ColumnPlan(before, table);
        _moved = new MovedObjects(before, table, column.Name, columns.New);
    }

    /// <summary>A rename: the new name exists from the beginning, the old one until the end.</summary>
    public static (Plan? Plan, string? Reason) Rename(RenameColumn operation, SimulationState before)
        => Of(operation.Of, operation.Column, before, column => new SyncedColumns(operation.Of, operation.Column, operation.NewName) { Type = column.Type }, operation.NewName);

    /// <summary>A change of type: the new column has a name of its own until the old one is gone.</summary>
    public static (Plan? Plan, string? Reason) Retype(AlterColumnType operation, SimulationState before)
        => Of(
            operation.Of,
            operation.Column,
            before,
            column => new SyncedColumns(operation.Of, operation.Column, operation.Column + "_new") { Type = operation.Type, Converts = column.Type != operation.Type, Forward = operation.Using },
            operation.Column);

    private static (Plan? Plan, string? Reason) Of(ObjectName table, string name, SimulationState before, Func<Column, SyncedColumns> columns, string finalName)
    {
        if (before.Schema.FindColumn(table, name) is not { Type: not null } column)
        {
            return (null, $"nothing is known of {table}.{name}, so its replacement cannot be written: give --connection, or the whole history");
        }

        var replacement = new ColumnReplacement(before, table, column, columns(column), finalName);
        return replacement.WhyNot() is { } reason ? (null, reason) : (replacement.Write(), null);
    }

    private string? WhyNot() => _column.Generated is not (null or GeneratedKind.None) ? $"{_column.Name} of {_table} is generated: a second column cannot take its place"
        : _before.Schema.FindColumn(_table, _columns.New) is not null ? $"{_table} has a column {_columns.New} already"
        : _moved.WhyNot();

    private Plan Write()
    {
        var type = _columns.Type?.WithoutSequence;
        var added = new ColumnDefinition(_columns.New, type) { Collation = _column.Collation };
        var plan = _plan.Begin()
            .Expand($"add {_columns.New} beside {_columns.Old}; a trigger keeps both in step", [new AddColumn(_table, added), .. _plan.Recipes.StartSync(_columns)])
            .Migrate($"fill {_columns.New} in batches (the trigger copies)", _plan.Recipes.Fill(_plan.FillOf(_columns)));
        foreach (var index in _moved.Indexes.FindAll(index => !index.Unique))
        {
            plan.Outside($"what stands on {_columns.Old} stands on {_columns.New} too", index);
        }

        Tighten(plan, type);
        return plan.Contract($"once no live version uses {_columns.Old}{(_finalName == _columns.New ? "" : $" as {_column.Type}")}", [.. Exchange()]).Build();
    }

    private void Tighten(PlanBuilder plan, DataType? type)
    {
        var strict = $"{_columns.New} becomes as strict as {_columns.Old} is";
        foreach (var index in _moved.Indexes.FindAll(index => index.Unique))
        {
            plan.ContractOutside(strict, index);
        }

        foreach (var constraint in _moved.Checks)
        {
            plan.Contract(strict + "; existing rows are not read", new AddConstraint(_table, constraint))
                .Then("in a transaction of its own, while reads and writes go on", new ValidateConstraint(_table, constraint.Name!));
        }

        foreach (var operations in _column.Nullable == false ? _plan.Recipes.Require(_table, _columns.New, type) : [])
        {
            plan.Contract(strict, operations);
        }
    }

    private List<Operation> Exchange()
    {
        var exchange = new List<Operation>(_plan.Recipes.EndSync(_columns)) { new DropColumn(_table, _columns.Old) };
        if (_finalName != _columns.New)
        {
            exchange.Add(new RenameColumn(_table, _columns.New, _finalName));
        }

        if (_column.Default is { } value)
        {
            exchange.Add(new SetDefault(_table, _finalName, value));
        }

        exchange.AddRange(_moved.Renames());
        return exchange;
    }
}
