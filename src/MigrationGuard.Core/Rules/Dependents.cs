using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules;

/// <summary>What is known to hang on something that is dropped, in words (<c>view open_orders</c>).</summary>
internal static class Dependents
{
    /// <summary>What goes with the column without asking: indexes and constraints of its table.</summary>
    public static IReadOnlyList<string> Silent(DropColumn drop, StepContext step)
    {
        var (schema, names) = (step.Before.Schema, step.Database.Syntax.Names);
        var found = new List<string>();
        foreach (var index in schema.IndexesOf(drop.Of))
        {
            if (index.Constraint is null && IndexEffects.Uses(index.Definition, drop.Column, names))
            {
                found.Add("index " + index.Name.Name);
            }
        }

        foreach (var constraint in schema.Find(drop.Of)?.Constraints ?? default)
        {
            if (constraint.Name is not null && constraint.Definition is not NotNullConstraint && ConstraintColumns.Uses(constraint.Definition, drop.Column, names))
            {
                found.Add("constraint " + constraint.Name);
            }
        }

        return found;
    }

    /// <summary>What surely keeps the column from being dropped unless CASCADE is written: plain views that show it, foreign keys of other tables.</summary>
    public static IReadOnlyList<string> Blocking(DropColumn drop, StepContext step)
        => Blocking(drop.Of, step, view => Reads(view, drop, step), key => Refers(key, drop, step));

    /// <summary>What keeps the table or view from being dropped unless CASCADE is written, but for tables and views that <paramref name="leaving"/> names.</summary>
    public static IReadOnlyList<string> Blocking(ObjectName table, StepContext step, Predicate<ObjectName>? leaving = null)
        => Blocking(table, step, view => leaving?.Invoke(view.Name) != true, _ => true, leaving);

    /// <summary>The tables with known columns of the type.</summary>
    public static IReadOnlyList<string> ColumnsOf(ObjectName type, StepContext step)
    {
        var found = new List<string>();
        foreach (var entry in step.Before.Schema.Tables.Entries())
        {
            foreach (var column in entry.Value.Columns)
            {
                if (entry.Value is { Existence: Existence.Exists, Kind: RelationKind.Table }
                    && column.Type is { } used && step.Database.Syntax.Same(new ObjectName(used.Schema, used.Name), type))
                {
                    found.Add($"{entry.Value.Name}.{column.Name}");
                }
            }
        }

        return found;
    }

    /// <summary>A list for a sentence, after <paramref name="before"/>; nothing when it is empty.</summary>
    public static string Sentence(string before, IReadOnlyList<string> list) => list.Count == 0 ? "" : before + string.Join(", ", list);

    private static List<string> Blocking(ObjectName table, StepContext step, Predicate<CreateView> reads, Predicate<ForeignKeyConstraint> refers, Predicate<ObjectName>? leaving = null)
    {
        var schema = step.Before.Schema;
        var found = new List<string>();
        foreach (var name in schema.Find(table)?.ReadBy ?? default)
        {
            if (schema.Find(name) is { Existence: Existence.Exists, View: { } view } && view.Sources.Exists(s => schema.Syntax.Same(s, table)) && reads(view))
            {
                found.Add($"{(view.Materialized ? "materialized view" : "view")} {name}");
            }
        }

        foreach (var name in schema.Find(table)?.ReferencedBy ?? default)
        {
            if (schema.Syntax.Same(name, table) || leaving?.Invoke(name) == true || schema.Find(name) is not { Existence: Existence.Exists } other)
            {
                continue;
            }

            foreach (var constraint in other.Constraints)
            {
                if (constraint.Definition is ForeignKeyConstraint key && schema.Syntax.Same(key.Referenced, table) && refers(key))
                {
                    found.Add($"foreign key {constraint.Name ?? string.Join(", ", key.Columns)} of {name}");
                }
            }
        }

        return found;
    }

    // In a query over several tables, or with expressions, the name may mean another column or only an alias.
    private static bool Reads(CreateView view, DropColumn drop, StepContext step)
        => view.Sources.Count == 1 && view.Updatable && view.OutputColumns?.Exists(c => step.Database.Syntax.Same(c, drop.Column)) == true;

    private static bool Refers(ForeignKeyConstraint key, DropColumn drop, StepContext step)
    {
        var names = step.Database.Syntax.Names;
        return key.ReferencedColumns.Count > 0
            ? key.ReferencedColumns.Exists(c => names.Equals(c, drop.Column))
            : step.Before.Schema.Find(drop.Of)?.Constraints.Exists(c =>
                c.Definition is UniqueConstraint { IsPrimaryKey: true } primary && primary.Columns.Exists(k => names.Equals(k, drop.Column))) == true;
    }
}
