using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>What operations on columns do to the schema.</summary>
internal static class ColumnEffects
{
    public static DatabaseSchema Add(DatabaseSchema schema, AddColumn operation, Moment at)
    {
        var column = operation.Column;
        if ((operation.IfNotExists || at.Conditional) && schema.FindColumn(operation.Of, column.Name) is not null)
        {
            return schema;
        }

        var defined = ToColumn(schema, column, at);
        schema = schema.ChangeFamily(operation.Of, at, t => t.With(defined, schema.Syntax.Names));
        return AddConstraints(schema, operation.Of, column, at);
    }

    /// <summary>The columns of CREATE TABLE behind those copied from elsewhere; one that was copied keeps what is not restated.</summary>
    public static EquatableList<Column> Define(DatabaseSchema schema, EquatableList<Column> copied, EquatableList<ColumnDefinition> definitions, Moment at)
    {
        var columns = new List<Column>(copied.Count + definitions.Count);
        foreach (var column in copied)
        {
            columns.Add(column);
        }

        foreach (var definition in definitions)
        {
            var column = ToColumn(schema, definition, at);
            var known = IndexOf(columns, definition.Name, schema.Syntax.Names);
            if (known < 0)
            {
                columns.Add(column);
            }
            else
            {
                columns[known] = definition.Type is null && definition.Generated == GeneratedKind.None ? Restated(columns[known], definition, column) : column;
            }
        }

        return columns;
    }

    private static Column Restated(Column copied, ColumnDefinition definition, Column column) => copied with
    {
        Nullable = definition.Nullable ?? copied.Nullable,
        HasDefault = definition.Default is null ? copied.HasDefault : column.HasDefault,
        Default = definition.Default ?? copied.Default,
    };

    private static int IndexOf(List<Column> columns, string name, StringComparer names)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (names.Equals(columns[i].Name, name))
            {
                return i;
            }
        }

        return -1;
    }

    public static DatabaseSchema Drop(DatabaseSchema schema, DropColumn operation, Moment at)
    {
        if (at.Conditional && schema.ExistenceOf(operation.Of, operation.Column) != Existence.Exists)
        {
            return schema.Naming(operation.Of, at);
        }

        var names = schema.Syntax.Names;
        foreach (var index in schema.IndexesOf(operation.Of))
        {
            if (IndexEffects.Uses(index.Definition, operation.Column, names))
            {
                schema = schema.Without(index);
            }
        }

        schema = schema.ChangeFamily(operation.Of, at, t => t.WithoutColumn(operation.Column, names));
        return DropDependents(schema, operation, schema.Named(operation.Of, at), at);
    }

    public static DatabaseSchema Rename(DatabaseSchema schema, RenameColumn operation, Moment at)
    {
        var syntax = schema.Syntax;
        foreach (var index in schema.IndexesOf(operation.Of))
        {
            if (IndexEffects.Uses(index.Definition, operation.Column, syntax.Names))
            {
                schema = schema.With(index with { Definition = IndexEffects.WithColumnRenamed(index.Definition, operation.Column, operation.NewName, syntax) });
            }
        }

        var before = schema.Named(operation.Of, at);
        schema = schema.ChangeFamily(operation.Of, at, table =>
        {
            var column = table.Column(operation.Column, syntax.Names) ?? new Column(operation.Column);
            var renamed = column with { Name = operation.NewName, RenamedFrom = (operation.Column, at.Now) };
            return ConstraintColumns.WithColumnRenamed(
                table.WithoutColumn(operation.Column, syntax.Names).With(renamed, syntax.Names), operation.Column, operation.NewName, syntax);
        });
        foreach (var referencing in before.ReferencedBy)
        {
            if (schema.Find(referencing) is { } table)
            {
                schema = schema.With(ConstraintColumns.WithReferencedColumnRenamed(table, operation, syntax));
            }
        }

        return schema;
    }

    public static DatabaseSchema ChangeType(DatabaseSchema schema, AlterColumnType operation, Moment at)
        => schema.ChangeColumn(operation.Of, operation.Column, at, c => c with
        {
            Type = operation.Type,
            Collation = operation.Collation,
            Nullable = at.Database.UnstatedNullabilityMeansNullable ? operation.Nullable ?? true : c.Nullable,
        });

    public static DatabaseSchema SetNullable(DatabaseSchema schema, ObjectName table, string column, bool nullable, Moment at)
    {
        schema = schema.ChangeColumn(table, column, at, c => c with { Nullable = nullable });
        return nullable
            ? schema.Change(table, at, t => t with
            {
                Constraints = t.Constraints.RemoveAll(c => c.Definition is NotNullConstraint n && schema.Syntax.Same(n.Column, column)),
            })
            : schema;
    }

    public static DatabaseSchema SetDefault(DatabaseSchema schema, ObjectName table, DefaultConstraint value, Moment at)
        => schema.ChangeColumn(table, value.Column, at, c => c with
        {
            HasDefault = value.Value.Kind != ExpressionKind.Null,
            Default = value.Value,
            DefaultName = value.Name,
        });

    public static DatabaseSchema DropDefault(DatabaseSchema schema, ObjectName table, string column, Moment at)
        => schema.ChangeColumn(table, column, at, c => c with { HasDefault = false, Default = null, DefaultName = null });

    public static DatabaseSchema ChangeIdentity(DatabaseSchema schema, ChangeIdentity operation, Moment at)
        => schema.ChangeColumn(operation.Of, operation.Column, at, c => c with
        {
            Generated = operation.To,
            HasDefault = operation.To is GeneratedKind.IdentityAlways or GeneratedKind.IdentityByDefault,
            Default = null,
        });

    public static DatabaseSchema ChangeGenerated(DatabaseSchema schema, ChangeGenerated operation, Moment at)
        => schema.ChangeColumn(operation.Of, operation.Column, at, c => c with
        {
            Generated = operation.To,
            GeneratedExpression = operation.To == GeneratedKind.None ? null : operation.Expression ?? c.GeneratedExpression,
        });

    private static Column ToColumn(DatabaseSchema schema, ColumnDefinition definition, Moment at)
    {
        var identity = definition.Generated is GeneratedKind.IdentityAlways or GeneratedKind.IdentityByDefault || IsSerial(definition.Type);
        var domain = definition.Type is { ArrayDimensions: 0 } type ? schema.FindType(new ObjectName(type.Schema, type.Name))?.Domain : null;
        return new Column(definition.Name)
        {
            Type = definition.Type,
            Nullable = definition.Generated is GeneratedKind.Stored or GeneratedKind.Virtual && definition.Nullable is null
                ? null
                : definition.Nullable ?? !(identity || domain?.NotNull == true),
            HasDefault = identity || (definition.Default ?? domain?.Default) is { Kind: not ExpressionKind.Null },
            Default = definition.Default,
            DefaultName = definition.DefaultName,
            Generated = definition.Generated,
            GeneratedExpression = definition.GeneratedExpression,
            Collation = definition.Collation,
            Origin = at.Now,
        };
    }

    /// <summary>Whether the type is one of PostgreSQL's abbreviations for an integer with a sequence.</summary>
    public static bool IsSerial(DataType? type) => type is { Schema: null, ArrayDimensions: 0, Name: "serial" or "bigserial" or "smallserial" or "serial4" or "serial8" or "serial2" };

    /// <summary>Adds the constraints that are written with a column; those of CREATE TABLE hold for every row.</summary>
    public static DatabaseSchema AddConstraints(DatabaseSchema schema, ObjectName table, ColumnDefinition column, Moment at)
    {
        foreach (var constraint in column.Constraints)
        {
            schema = ConstraintEffects.Add(schema, table, constraint, at, constraint is { NotValid: false, NotEnforced: false });
        }

        return schema;
    }

    private static DatabaseSchema DropDependents(DatabaseSchema schema, DropColumn operation, Table table, Moment at)
    {
        schema = ConstraintEffects.Remove(schema, table, c => ConstraintColumns.Uses(c.Definition, operation.Column, schema.Syntax.Names), at);
        if (!operation.Cascade)
        {
            return schema;
        }

        foreach (var referencing in table.ReferencedBy)
        {
            if (schema.Find(referencing) is { } other)
            {
                schema = ConstraintEffects.Remove(
                    schema, other, c => ConstraintColumns.References(c.Definition, table.Name, operation.Column, schema.Syntax), at);
            }
        }

        foreach (var view in table.ReadBy)
        {
            if (schema.Find(view) is { Existence: Existence.Exists, View: { } definition } && definition.Query.Mentions(operation.Column))
            {
                schema = TableEffects.Drop(schema, view, cascade: true, at);
            }
        }

        return schema;
    }
}
