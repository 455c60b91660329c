using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>The edits that the effects of operations are made of.</summary>
internal static class TableEdits
{
    /// <summary>The table; what a step names must be there, so an unknown one becomes a partial entry from before the history.</summary>
    public static Table Named(this DatabaseSchema schema, ObjectName name, Moment at) => schema.Find(name) switch
    {
        { Existence: Existence.Exists } found => found,
        { Existence: Existence.Unknown } found => found with { Existence = at.Named },
        _ => new Table(name) { Existence = at.Named },
    };

    /// <summary>The schema in which the table is an entry at least.</summary>
    public static DatabaseSchema Naming(this DatabaseSchema schema, ObjectName name, Moment at)
        => name.IsPlaceholder || schema.Find(name)?.Existence == Existence.Exists ? schema : schema.With(schema.Named(name, at));

    /// <summary>The schema in which rows of the table have just changed.</summary>
    public static DatabaseSchema WithRowsChanged(this DatabaseSchema schema, ObjectName name, Moment at)
        => name.IsPlaceholder || schema.Find(name) is { Existence: Existence.Exists } found && found.RowsChanged == at.Now ? schema
            : schema.With(schema.Named(name, at) with { RowsChanged = at.Now });

    /// <summary>The schema with one table changed.</summary>
    public static DatabaseSchema Change(this DatabaseSchema schema, ObjectName name, Moment at, Converter<Table, Table> change)
        => schema.With(change(schema.Named(name, at)));

    /// <summary>The schema with a table and everything that inherits from it changed.</summary>
    public static DatabaseSchema ChangeFamily(this DatabaseSchema schema, ObjectName name, Moment at, Converter<Table, Table> change)
    {
        var table = change(schema.Named(name, at));
        schema = schema.With(table);
        return table.Children.Count == 0 ? schema : ChangeChildren(schema, table, change, new SortedSet<ObjectName>(schema.Syntax) { name });
    }

    /// <summary>The schema with one column changed, in partitions too; an unknown column becomes a partial entry from before the history.</summary>
    public static DatabaseSchema ChangeColumn(this DatabaseSchema schema, ObjectName name, string column, Moment at, Converter<Column, Column> change)
        => schema.ChangeFamily(name, at, table => table.With(change(table.Column(column, schema.Syntax.Names) ?? new Column(column)), schema.Syntax.Names));

    /// <summary>The table with a column added or replaced.</summary>
    public static Table With(this Table table, Column column, StringComparer names)
    {
        var dropped = table.DroppedColumns.RemoveAll(c => names.Equals(c, column.Name));
        return table.Column(column.Name, names) is null
            ? table with { Columns = table.Columns.Append(column), DroppedColumns = dropped }
            : table with { Columns = table.Columns.Map(c => names.Equals(c.Name, column.Name) ? column : c), DroppedColumns = dropped };
    }

    /// <summary>The table without a column of that name.</summary>
    public static Table WithoutColumn(this Table table, string column, StringComparer names)
    {
        var dropped = table.DroppedColumns.Exists(c => names.Equals(c, column)) ? table.DroppedColumns : table.DroppedColumns.Append(column);
        return table with { Columns = table.Columns.RemoveAll(c => names.Equals(c.Name, column)), DroppedColumns = dropped };
    }

    /// <summary>The list with a name that it did not hold yet.</summary>
    public static EquatableList<ObjectName> Including(this EquatableList<ObjectName> list, ObjectName name, IComparer<ObjectName> syntax)
        => list.Exists(n => syntax.Compare(n, name) == 0) ? list : list.Append(name);

    /// <summary>The list without a name.</summary>
    public static EquatableList<ObjectName> Excluding(this EquatableList<ObjectName> list, ObjectName name, IComparer<ObjectName> syntax)
        => list.RemoveAll(n => syntax.Compare(n, name) == 0);

    private static DatabaseSchema ChangeChildren(DatabaseSchema schema, Table parent, Converter<Table, Table> change, SortedSet<ObjectName> seen)
    {
        foreach (var child in parent.Children)
        {
            if (seen.Add(child) && schema.Find(child) is { } found && found.Existence != Existence.Absent)
            {
                var changed = change(found);
                schema = ChangeChildren(schema.With(changed), changed, change, seen);
            }
        }

        return schema;
    }
}
