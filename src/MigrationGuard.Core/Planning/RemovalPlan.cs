using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Rules;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Planning;

/// <summary>How something is taken away so that it can be given back: out of reach first, gone later.</summary>
internal static class RemovalPlan
{
    private static readonly EquatableList<string> AllPrivileges = new(["SELECT", "INSERT", "UPDATE", "DELETE"]);
    private static readonly EquatableList<string> Application = new(["app"]);

    /// <summary>A column: not required any more, renamed, dropped.</summary>
    public static Plan Column(DropColumn operation, SimulationState before)
    {
        var plan = new ColumnPlan(before, operation.Of);
        var tombstone = Tombstones.Of(operation.Column, before.Database.Syntax);
        var text = plan.Begin();
        if (plan.Known(operation.Column) is { Nullable: false, HasDefault: false } known)
        {
            var value = Recipes.SampleValue(known.Type);
            text.Expand($"the version that no longer writes {operation.Column} needs a default ({value} stands for the right value)", plan.Recipes.SetDefault(operation.Of, operation.Column, value))
                .Example($"the value of {operation.Column} in rows of the version that no longer writes it");
        }

        text.Contract($"once no live version uses {operation.Column}: out of reach, and back with one RENAME", new RenameColumn(operation.Of, operation.Column, tombstone));
        foreach (var index in before.Schema.IndexesOf(operation.Of))
        {
            if (index.Constraint is null && before.Database.HasOnlineDropIndex && IndexEffects.Uses(index.Definition, operation.Column, before.Schema.Syntax.Names))
            {
                text.ContractOutside("its index, without a lock on the table", new DropIndex(index.Name) { Concurrently = true, IfExists = true });
            }
        }

        return text.Contract("when nobody missed it: its values are gone", operation with { Column = tombstone }).Build();
    }

    /// <summary>A table: renamed, its foreign keys one at a time, dropped.</summary>
    public static Plan Table(DropTable operation, SimulationState before)
    {
        var table = operation.Name;
        var tombstone = Tombstones.Is(table.Name) ? table : new ObjectName(table.Schema, Tombstones.Of(table.Name, before.Database.Syntax));
        var text = new ColumnPlan(before, table).Begin();
        if (tombstone != table)
        {
            text.Contract($"once no live version uses {table}: out of reach, and back with one RENAME", new RenameTable(table, tombstone.Name));
        }

        foreach (var constraint in before.Schema.Find(table)?.Constraints ?? default)
        {
            if (constraint is { Name: { } name, Definition: ForeignKeyConstraint key } && before.IsExisting(key.Referenced) && !before.Schema.Syntax.Same(key.Referenced, table))
            {
                text.Contract($"releases {key.Referenced}", new DropConstraint(tombstone, name));
            }
        }

        return text.Contract("when nobody missed it: its rows are gone", operation with { Name = tombstone }).Build();
    }

    /// <summary>A table under a new name with a view under the old one, both in one transaction.</summary>
    public static Plan RenameWithView(Operation rename, ObjectName from, ObjectName to, SimulationState before)
    {
        var plan = new ColumnPlan(before, from);
        var table = before.Schema.Find(from);
        var columns = table is { Complete: true, Columns.Count: > 0 } ? Names(table, plan.Recipes) : "*";
        var query = $"SELECT {columns} FROM {plan.Recipes.Name(to)}";
        var view = new CreateView(from, Recipes.Expression(query));
        return plan.Begin()
            .Expand(
                "in one transaction: the old name stays as a view (app stands for the role of the application)",
                rename,
                view,
                new Grant(AllPrivileges, "TABLE", new[] { from }, Application))
            .Example("the role of the application, which needs privileges on the view")
            .Contract($"once no live version uses {from}", new DropObject(ObjectKind.View, from))
            .Build();
    }

    private static string Names(Table table, Recipes recipes)
    {
        var names = new string[table.Columns.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = recipes.Name(table.Columns[i].Name);
        }

        return string.Join(", ", names);
    }
}
