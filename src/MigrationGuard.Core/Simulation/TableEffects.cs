using MigrationGuard.Operations;
using MigrationGuard.Schema;
using MigrationGuard.Sql;

namespace MigrationGuard.Simulation;

/// <summary>What operations on tables do to the schema.</summary>
internal static class TableEffects
{
    public static DatabaseSchema Create(DatabaseSchema schema, CreateTable operation, Moment at)
    {
        if ((operation.IfNotExists || at.Conditional) && schema.Find(operation.Name) is { Existence: Existence.Exists })
        {
            return schema;
        }

        var isNamed = schema.Find(operation.Name) is not null;
        var table = new Table(operation.Name)
        {
            Origin = at.Now,
            Complete = operation.AsQuery is null,
            Temporary = operation.Temporary,
            Partitioned = operation.PartitionBy is not null,
            PartitionBy = operation.PartitionBy,
            PartitionOf = operation.PartitionOf,
            DefaultPartition = IsDefault(operation.PartitionBounds),
        };
        table = WithCopiedColumns(schema, table, operation);
        table = table with { Columns = ColumnEffects.Define(schema, table.Columns, operation.Columns, at) };
        schema = WithParents(Cleared(schema, operation.Name).With(table), operation, at);
        if (operation.PartitionOf is { } parent)
        {
            schema = schema.Change(parent, at, t => WithPartition(t, table, isNamed, schema.Syntax));
        }

        foreach (var column in operation.Columns)
        {
            schema = ColumnEffects.AddConstraints(schema, operation.Name, column, at);
        }

        foreach (var constraint in operation.Constraints)
        {
            schema = ConstraintEffects.Add(schema, operation.Name, constraint, at, !constraint.NotEnforced);
        }

        return schema;
    }

    public static DatabaseSchema Drop(DatabaseSchema schema, ObjectName name, bool cascade, Moment at)
    {
        if (schema.Find(name) is not { } table)
        {
            return schema.With(new Table(name) { Existence = at.Conditional ? Existence.Unknown : Existence.Absent });
        }

        if (at.Conditional)
        {
            return Cleared(schema, name).With(new Table(name) { Existence = Existence.Unknown, Origin = table.Origin, Kind = table.Kind });
        }

        schema = Cleared(schema, name).With(new Table(name) { Existence = Existence.Absent, Origin = table.Origin, Kind = table.Kind });
        foreach (var child in table.Children)
        {
            if (schema.Find(child) is { Existence: Existence.Exists, PartitionOf: not null })
            {
                schema = Drop(schema, child, cascade, at);
            }
        }

        return cascade ? DropDependents(schema, table, at) : schema;
    }

    public static DatabaseSchema Attach(DatabaseSchema schema, AttachPartition operation, Moment at)
    {
        if (operation.IsIndex)
        {
            return schema;
        }

        var isNamed = schema.Find(operation.Partition) is not null;
        var partition = schema.Named(operation.Partition, at) with { PartitionOf = operation.Parent, DefaultPartition = IsDefault(operation.Bounds) };
        return schema.Change(operation.Parent, at, t => WithPartition(t, partition, isNamed, schema.Syntax)).With(partition);
    }

    public static DatabaseSchema Detach(DatabaseSchema schema, DetachPartition operation, Moment at) => schema
        .Change(operation.Parent, at, t => t with { Partitioned = true, Children = t.Children.Excluding(operation.Partition, schema.Syntax) })
        .Change(operation.Partition, at, t => t with { PartitionOf = null, DefaultPartition = false });

    public static DatabaseSchema Inherit(DatabaseSchema schema, ChangeInheritance operation, Moment at) => schema
        .Change(operation.Parent, at, t => t with
        {
            Children = operation.Inherit ? t.Children.Including(operation.Name, schema.Syntax) : t.Children.Excluding(operation.Name, schema.Syntax),
        })
        .Naming(operation.Name, at);

    /// <summary>The schema without what hangs on a table that goes away: its indexes, its place in other entries.</summary>
    public static DatabaseSchema Cleared(DatabaseSchema schema, ObjectName name)
    {
        if (schema.Find(name) is not { } table)
        {
            return schema;
        }

        foreach (var index in schema.IndexesOf(name))
        {
            schema = schema.Without(index);
        }

        foreach (var constraint in table.Constraints)
        {
            if (constraint.Definition is ForeignKeyConstraint key)
            {
                schema = Follow(schema, key.Referenced, t => t with { ReferencedBy = t.ReferencedBy.Excluding(name, schema.Syntax) });
            }
        }

        foreach (var source in table.View?.Sources ?? default)
        {
            schema = Follow(schema, source, t => t with { ReadBy = t.ReadBy.Excluding(name, schema.Syntax) });
        }

        return table.PartitionOf is { } parent
            ? Follow(schema, parent, t => t with { Children = t.Children.Excluding(name, schema.Syntax) })
            : schema;
    }

    private static DatabaseSchema DropDependents(DatabaseSchema schema, Table table, Moment at)
    {
        foreach (var referencing in table.ReferencedBy)
        {
            schema = Follow(schema, referencing, t => t with
            {
                Constraints = t.Constraints.RemoveAll(c => c.Definition is ForeignKeyConstraint key && schema.Syntax.Same(key.Referenced, table.Name)),
            });
        }

        foreach (var view in table.ReadBy)
        {
            if (schema.Find(view) is { Existence: Existence.Exists })
            {
                schema = Drop(schema, view, cascade: true, at);
            }
        }

        return schema;
    }

    private static Table WithCopiedColumns(DatabaseSchema schema, Table table, CreateTable operation)
    {
        var sources = operation.Like;
        foreach (var parent in operation.Inherits)
        {
            sources = sources.Append(parent);
        }

        sources = operation.PartitionOf is { } of ? sources.Append(of) : sources;
        foreach (var source in sources)
        {
            var found = schema.Find(source);
            table = table with { Complete = table.Complete && found?.Complete == true };
            foreach (var column in found?.Columns ?? default)
            {
                table = table.With(column with { Origin = table.Origin }, schema.Syntax.Names);
            }
        }

        return table;
    }

    private static DatabaseSchema WithParents(DatabaseSchema schema, CreateTable operation, Moment at)
    {
        foreach (var parent in operation.Inherits)
        {
            schema = schema.Change(parent, at, t => t with { Children = t.Children.Including(operation.Name, schema.Syntax) });
        }

        foreach (var source in operation.Like)
        {
            schema = schema.Naming(source, at);
        }

        return schema;
    }

    // What was never named before is in no list; to look would take as long as the list is, for every partition.
    private static Table WithPartition(Table parent, Table partition, bool isNamed, SqlSyntax syntax) => parent with
    {
        Partitioned = true,
        Children = isNamed ? parent.Children.Including(partition.Name, syntax) : parent.Children.Append(partition.Name),
        DefaultChild = partition.DefaultPartition ? partition.Name : parent.DefaultChild,
    };

    /// <summary>The schema with a table changed if it is there.</summary>
    public static DatabaseSchema Follow(DatabaseSchema schema, ObjectName name, Converter<Table, Table> change)
        => schema.Find(name) is { } found && found.Existence != Existence.Absent ? schema.With(change(found)) : schema;

    private static bool IsDefault(string? bounds) => string.Equals(bounds?.Trim(), "DEFAULT", StringComparison.OrdinalIgnoreCase);
}
