using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Rules;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Planning;

/// <summary>
/// A second column that takes the place of the first: kept in step by a trigger, filled, given all that stands on the first, and alone in the end under the name that
/// the migration says. What it cannot move (views, triggers, keys) is a reason to leave the migration to a person.
/// </summary>
internal sealed class ColumnReplacement
{
    // Keeps the default of a domain off, which is none of the column and would be taken for a value that was given.
    private static readonly SqlExpression NoDefault = new("NULL", ExpressionKind.Null, default, default);

    private readonly SimulationState _before;
    private readonly ObjectName _table;
    private readonly Column _column;
    private readonly ColumnDefinition _added;
    private readonly ColumnPlan _plan;
    private readonly MovedObjects _moved;
    private readonly SyncedColumns _columns;
    private readonly string _finalName;

    private ColumnReplacement(SimulationState before, Column column, ColumnDefinition added, SyncedColumns columns, string finalName)
    {
        (_before, _table, _column, _finalName) = (before, columns.Table, column, finalName);
        _added = added.Type is { } type && !PostgreSqlCasts.IsBuiltIn(type) ? added with { Default = NoDefault } : added;
        _columns = columns with { Default = SharedDefault.Of(column, added.Type, before) };
        _plan = new ColumnPlan(before, _table);
        _moved = new MovedObjects(before, _table, column.Name, columns.New);
    }

    /// <summary>A rename: the new name exists from the beginning, the old one until the end.</summary>
    public static (Plan? Plan, string? Reason) Rename(RenameColumn operation, SimulationState before)
    {
        if (before.Schema.FindColumn(operation.Of, operation.Column) is not { Type: { } type } column)
        {
            return Unknown(operation.Of, operation.Column);
        }

        var columns = new SyncedColumns(operation.Of, operation.Column, operation.NewName) { Type = type.WithoutSequence, OldType = type.WithoutSequence };
        return new ColumnReplacement(before, column, new ColumnDefinition(operation.NewName, columns.Type) { Collation = column.Collation }, columns, operation.NewName).Answer();
    }

    /// <summary>A change of type: the new column has a name of its own until the old one is gone.</summary>
    public static (Plan? Plan, string? Reason) Retype(AlterColumnType operation, StepContext step)
    {
        if (step.Before.Schema.FindColumn(operation.Of, operation.Column) is not { Type: { } type } column)
        {
            return Unknown(operation.Of, operation.Column);
        }

        var columns = TypeChangePlan.Columns(operation, type);
        var down = DownDirective.Of(step, operation.Column);
        columns = columns with { Backward = down is null ? null : Condition.Rename(down, operation.Column, columns.New, step.Database.Syntax) };
        if (NeedsDown(columns, operation))
        {
            return (null, $"needs the way back: what {operation.Column} gets as {type} while an older version reads it and a newer one writes {operation.Type}; "
                + $"say it in front of the statement, as in -- migrationguard: down {Recipes.Of(step.Database).Name(operation.Column)}::{type.WithoutSequence}");
        }

        return new ColumnReplacement(step.Before, column, new ColumnDefinition(columns.New, operation.Type) { Collation = operation.Collation }, columns, operation.Column).Answer();
    }

    private static bool NeedsDown(SyncedColumns columns, AlterColumnType operation) => columns is { Converts: true, Backward: null }
        && !(PostgreSqlCasts.LeadsBack(columns.OldType, columns.Type) && (operation.Using is null || PostgreSqlTypeChanges.IsPlain(operation.Using, operation)));

    private static (Plan? Plan, string? Reason) Unknown(ObjectName table, string name)
        => (null, $"nothing is known of {table}.{name}, so its replacement cannot be written: give --connection, or the whole history");

    private (Plan? Plan, string? Reason) Answer() => WhyNot() is { } reason ? (null, reason) : (Write(), null);

    private string? WhyNot() => _column.Generated is not (null or GeneratedKind.None) ? $"{_column.Name} of {_table} is generated: a second column cannot take its place"
        : _before.Schema.FindColumn(_table, _columns.New) is not null ? $"{_table} has a column {_columns.New} already"
        : _column.Type?.IsSerial == true || _column.Default?.Calls("nextval") == true ? $"{_column.Name} of {_table} takes its numbers from a sequence, which may belong to it"
        : _column is { HasDefault: true, Default: null, Type: { } type } && _before.Domain(type)?.Default is null ? $"{_column.Name} of {_table} has a default that is not known"
        : _column.RenamedFrom is { } renamed && _before.IsPending(renamed.When) ? $"{_column.Name} of {_table} takes the place of {renamed.Name} and cannot be replaced itself before that is gone: release one after the other"
        : WhyNot(_columns.Forward) ?? WhyNot(_columns.Backward) ?? _moved.WhyNot();

    // A trigger has the row as it is written: no schema in front of it, and what the server computes is not there yet.
    private string? WhyNot(SqlExpression? expression) => expression is null ? null
        : _table.Schema is { } schema && expression.Mentions(schema) ? $"{expression} names the schema, which no trigger can: write the column alone"
        : _before.Schema.Find(_table)?.Columns.Find(c => c.GeneratedExpression is not null && expression.Mentions(c.Name)) is { } computed ? $"{expression} needs {computed.Name}, which is computed behind every trigger"
        : null;

    private Plan Write()
    {
        var plan = _plan.Begin();
        if (_plan.Recipes.Bound(_table, _columns.Old) is { } bound)
        {
            plan.Ask($"what stands on {_columns.Old} and cannot be given to {_columns.New}", bound);
        }

        plan.Expand($"add {_columns.New} beside {_columns.Old}; a trigger keeps both in step", [new AddColumn(_table, _added), .. _plan.Recipes.StartSync(_columns)])
            .Migrate($"fill {_columns.New} in batches (the trigger copies)", _plan.Recipes.Fill(_plan.FillOf(_columns) with { ByPlace = _plan.Key.Count == 0 }));

        // What is unique under the old name is so under the new one, and the new version may name the index in ON CONFLICT.
        foreach (var index in _moved.Indexes.FindAll(index => !index.Unique || !_columns.Converts))
        {
            plan.Outside($"what stands on {_columns.Old} stands on {_columns.New} too", index);
        }

        Tighten(plan);
        return plan.Contract($"once no live version uses {_columns.Old}{(_finalName == _columns.New ? "" : $" as {_column.Type}")}", [.. Exchange()]).Build();
    }

    private void Tighten(PlanBuilder plan)
    {
        var strict = $"{_columns.New} becomes as strict as {_columns.Old} is";
        foreach (var index in _moved.Indexes.FindAll(index => index.Unique && _columns.Converts))
        {
            plan.ContractOutside(strict, index);
        }

        foreach (var constraint in _moved.Checks)
        {
            plan.Contract(strict + "; existing rows are not read", new AddConstraint(_table, constraint))
                .Then("in a transaction of its own, while reads and writes go on", new ValidateConstraint(_table, constraint.Name!));
        }

        foreach (var operations in _column.Nullable == false ? _plan.Recipes.Require(_table, _columns.New, _added.Type) : [])
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

        if (_columns.Default is null && _column.Default is { Kind: not ExpressionKind.Null } value)
        {
            exchange.Add(new SetDefault(_table, _finalName, value));
        }
        else if (_columns.Default is null && _added.Default is not null)
        {
            exchange.Add(new DropDefault(_table, _finalName));
        }

        exchange.AddRange(_moved.Renames());
        return exchange;
    }
}
