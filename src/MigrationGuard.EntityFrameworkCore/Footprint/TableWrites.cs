using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace MigrationGuard.EntityFrameworkCore.Footprint;

/// <summary>The INSERT, UPDATE and DELETE of a table, as EF Core writes them: all columns that it writes, what the store makes read back. Without a key it writes nothing.</summary>
internal sealed class TableWrites(ITable table, ISqlGenerationHelper helper)
{
    private readonly string _name = helper.DelimitIdentifier(table.Name, table.Schema);

    /// <summary>The statements.</summary>
    public IEnumerable<FootprintSql> Of()
    {
        if (table.PrimaryKey is not { } key)
        {
            yield break;
        }

        var columns = table.Columns.ToList();
        yield return Insert(columns.FindAll(IsInserted), columns.FindAll(static column => Is(column, ValueGenerated.OnAdd)));
        if (columns.FindAll(column => IsUpdated(column) && !key.Columns.Contains(column)) is { Count: > 0 } updated)
        {
            var statement = new FootprintSql().Text($"UPDATE {_name} SET ").Join(updated, ", ", Equal);
            yield return Returning(Where(statement, key), columns.FindAll(static column => Is(column, ValueGenerated.OnUpdate)));
        }

        yield return Where(new FootprintSql().Text($"DELETE FROM {_name}"), key);
    }

    private FootprintSql Insert(List<IColumn> columns, List<IColumn> made)
    {
        var statement = new FootprintSql().Text($"INSERT INTO {_name} ");
        if (columns.Count == 0)
        {
            return Returning(statement.Text("DEFAULT VALUES"), made);
        }

        statement.Text($"({string.Join(", ", columns.Select(Quoted))}) VALUES (").Join(columns, ", ", static (sql, column) => sql.Parameter(column.Name, column.StoreType)).Text(")");
        return Returning(statement, made.Except(columns));
    }

    private FootprintSql Where(FootprintSql statement, IPrimaryKeyConstraint key)
    {
        var told = table.Columns.Where(column => key.Columns.Contains(column) || column.PropertyMappings.Any(static mapping => mapping.Property.IsConcurrencyToken));
        return statement.Text(" WHERE ").Join(told, " AND ", Equal);
    }

    private FootprintSql Returning(FootprintSql statement, IEnumerable<IColumn> made)
    {
        var list = string.Join(", ", made.Select(Quoted));
        return list.Length == 0 ? statement : statement.Text($" RETURNING {list}");
    }

    private void Equal(FootprintSql statement, IColumn column) => statement.Text(Quoted(column)).Text(" = ").Parameter(column.Name, column.StoreType);

    private string Quoted(IColumn column) => helper.DelimitIdentifier(column.Name);

    // A column of JSON has no properties. A key that refers to another table is taken over from there, also where the store makes it there.
    private bool IsInserted(IColumn column) => column.PropertyMappings.Count == 0
        || table.ForeignKeyConstraints.Any(key => key.Columns.Contains(column))
        || (!Is(column, ValueGenerated.OnAdd) && column.PropertyMappings.Any(static mapping => mapping.Property.GetBeforeSaveBehavior() == PropertySaveBehavior.Save));

    private static bool IsUpdated(IColumn column) => column.PropertyMappings.Count == 0 || column.PropertyMappings.Any(static mapping => mapping.Property.GetAfterSaveBehavior() == PropertySaveBehavior.Save);

    private static bool Is(IColumn column, ValueGenerated when) => column.PropertyMappings.Any(mapping => mapping.Property.ValueGenerated.HasFlag(when));
}
