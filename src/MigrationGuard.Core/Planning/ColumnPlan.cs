using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;
using MigrationGuard.Sql;

namespace MigrationGuard.Planning;

/// <summary>What the plans about one column share: the recipes of the server and what is known of table and column.</summary>
internal sealed class ColumnPlan(SimulationState before, ObjectName table)
{
    /// <summary>The recipes.</summary>
    public Recipes Recipes { get; } = Recipes.Of(before.Database);

    /// <summary>The primary key; empty when it is not known.</summary>
    public EquatableList<string> Key
        => before.Schema.Find(table)?.Constraints.Find(c => c.Definition is UniqueConstraint { IsPrimaryKey: true })?.Definition is UniqueConstraint key ? key.Columns : default;

    /// <summary>An empty plan.</summary>
    public PlanBuilder Begin() => new(before.Database);

    /// <summary>The column, when it is known.</summary>
    public Column? Known(string column) => before.Schema.FindColumn(table, column);

    /// <summary>Expand, migrate and contract for a column that another one replaces.</summary>
    public PlanBuilder Replace(ColumnDefinition added, SyncedColumns columns)
    {
        var contract = Recipes.EndSync(columns);
        var step = Recipes.Syncs ? "a trigger keeps both in step" : $"the new version writes both and reads {columns.New}, or {columns.Old} where it is NULL";
        var plan = Begin()
            .Expand($"add {columns.New}; {step}", [new AddColumn(table, added), .. Recipes.StartSync(columns with { Default = SharedDefault.Of(Known(columns.Old), added.Type, before) })])
            .Migrate($"fill {columns.New} in batches{(Recipes.Syncs ? " (the trigger copies)" : "")}; release the version that uses {columns.New}", Recipes.Fill(FillOf(columns)));
        return plan.Contract($"once no live version uses {columns.Old}", [.. contract, new DropColumn(table, columns.Old)]);
    }

    /// <summary>The migrations that make a filled column NOT NULL.</summary>
    public PlanBuilder Require(PlanBuilder plan, string column, DataType? type, string when)
    {
        foreach (var operations in Recipes.Require(table, column, type))
        {
            _ = operations.Length == 1 && operations[0] is ValidateConstraint ? plan.Then(Validation, operations) : plan.Contract(when, operations);
            when = "in a migration of its own, and no scan";
        }

        return plan;
    }

    /// <summary>The part that checks existing rows against constraints.</summary>
    public PlanBuilder Validate(PlanBuilder plan, List<string> constraints) => plan.Then(Validation, [.. constraints.ConvertAll(c => Recipes.Validate(table, c))]);

    /// <summary>A statement that fills the rows in which the column is NULL.</summary>
    public Operation Fill(string column, string value) => Recipes.Fill(new Backfill(table, column, value) { Key = Key, Missing = column });

    /// <summary>The query for rows in which the column is NULL.</summary>
    public string Missing(string column) => $"SELECT count(*) FROM {Recipes.Name(table)} WHERE {Recipes.Name(column)} IS NULL";

    /// <summary>The statement as a loop over ranges of the key, each in a transaction of its own; null where no single key is known.</summary>
    public ControlFlow? Loop(UpdateRows update) => Key.Count == 1 ? Recipes.Loop(table, Key[0], update) : null;

    /// <summary>The setting that a statement which waits for a lock needs.</summary>
    public static Operation TimeoutOf(SimulationState before) => Recipes.Of(before.Database).LockTimeout;

    /// <summary>The expression with one name replaced.</summary>
    public static SqlExpression Rename(SqlExpression expression, string from, string to, SimulationState before)
        => Condition.Rename(expression, from, to, before.Database.Syntax);

    private string Validation => before.Database.ValidatesOnline ? "in a migration of its own, while reads and writes go on" : "in a migration of its own, in a quiet hour";

    /// <summary>What fills the new one of two columns.</summary>
    public Backfill FillOf(SyncedColumns columns)
    {
        var value = columns.Forward?.Text ?? (columns.Type is null || !columns.Converts ? Recipes.Name(columns.Old) : Recipes.Cast(Recipes.Name(columns.Old), columns.Type));

        // Where a trigger converts, touching the old column is enough, and a lossy conversion never writes back over the old value.
        return new Backfill(table, Recipes.Syncs ? columns.Old : columns.New, Recipes.Syncs ? Recipes.Name(columns.Old) : value)
        {
            Key = Key,
            Missing = columns.New,
            Source = columns.Old,
            Expression = columns.Forward,
        };
    }
}
