using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Sql;

namespace MigrationGuard.Simulation;

/// <summary>What operations on indexes do to the schema.</summary>
internal static class IndexEffects
{
    public static DatabaseSchema Create(DatabaseSchema schema, CreateIndex operation, Moment at)
    {
        schema = schema.Naming(operation.Of, at);
        var name = operation.Name ?? ChosenNames.Of(schema, operation, at.Database);
        if (name is null)
        {
            return schema;
        }

        var known = schema.Indexes.Find(schema.IndexKey(name, operation.Of));
        return known is not null && (operation.IfNotExists || at.Conditional)
            ? schema
            : schema.With(new TableIndex(new ObjectName(operation.Of.Schema, name), operation.Of, operation, at.Now));
    }

    public static DatabaseSchema Drop(DatabaseSchema schema, DropIndex operation)
        => schema.FindIndex(operation.Name, operation.On) is { } index ? schema.Without(index) : schema;

    public static DatabaseSchema Rename(DatabaseSchema schema, RenameIndex operation)
    {
        if (schema.FindIndex(operation.Name, operation.On) is not { } index)
        {
            return schema;
        }

        var constraint = index.Constraint is null ? null : operation.NewName;
        var renamed = index with { Name = new ObjectName(index.Name.Schema, operation.NewName), Constraint = constraint };
        schema = schema.Without(index).With(renamed);
        return index.Constraint is { } owner && schema.Find(index.Of) is { } table
            ? schema.With(table with
            {
                Constraints = table.Constraints.Map(c => schema.Syntax.Same(c.Name, owner) ? c with { Definition = c.Definition with { Name = operation.NewName } } : c),
            })
            : schema;
    }

    /// <summary>Whether the index depends on the column.</summary>
    public static bool Uses(CreateIndex index, string column, StringComparer names)
        => index.Keys.Exists(k => names.Equals(k.Column, column) || k.Expression?.Mentions(column) == true)
            || index.Include.Exists(c => names.Equals(c, column))
            || index.Where?.Mentions(column) == true;

    /// <summary>The columns among the keys.</summary>
    public static EquatableList<string> Columns(CreateIndex index)
    {
        var columns = new List<string>(index.Keys.Count);
        foreach (var key in index.Keys)
        {
            if (key.Column is not null)
            {
                columns.Add(key.Column);
            }
        }

        return columns;
    }

    public static CreateIndex WithColumnRenamed(CreateIndex index, string from, string to, SqlSyntax syntax) => index with
    {
        Keys = index.Keys.Map(k => k with
        {
            Column = syntax.Same(k.Column, from) ? to : k.Column,
            Expression = k.Expression is null ? null : Condition.Rename(k.Expression, from, to, syntax),
        }),
        Include = index.Include.Map(c => syntax.Same(c, from) ? to : c),
        Where = index.Where is null ? null : Condition.Rename(index.Where, from, to, syntax),
    };
}
