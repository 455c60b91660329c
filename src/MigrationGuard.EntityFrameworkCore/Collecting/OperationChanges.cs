using Microsoft.EntityFrameworkCore.Migrations.Operations;
using MigrationGuard.Operations;

namespace MigrationGuard.EntityFrameworkCore.Collecting;

/// <summary>What the operations of a migration change of a table, as far as it tells the model in front of it from the one behind.</summary>
internal sealed class OperationChanges
{
    private readonly HashSet<string> _added = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ColumnOperation> _altered = new(StringComparer.Ordinal);

    /// <summary>The changes of a table.</summary>
    public OperationChanges(IReadOnlyList<MigrationOperation> operations, ObjectName table)
    {
        foreach (var operation in operations.Where(one => TableOf(one) == table))
        {
            Add(operation);
        }
    }

    /// <summary>Whether the table has its name from the migration.</summary>
    public static bool Makes(IReadOnlyList<MigrationOperation> operations, ObjectName table) => operations.Any(one => one switch
    {
        CreateTableOperation create => new ObjectName(create.Schema, create.Name) == table,
        RenameTableOperation rename => new ObjectName(rename.NewSchema ?? rename.Schema, rename.NewName ?? rename.Name) == table,
        _ => false,
    });

    /// <summary>Whether something has its name from the migration.</summary>
    public bool HasAdded(string name) => _added.Contains(name);

    /// <summary>The name of a column in front of the migration.</summary>
    public string Before(string column) => _renamed.GetValueOrDefault(column, column);

    /// <summary>The columns in front of the migration, of those behind it.</summary>
    public IEnumerable<ColumnOperation> Before(IReadOnlyList<AddColumnOperation> behind, ObjectName table)
    {
        var known = behind.Where(column => !_altered.ContainsKey(column.Name) && !_added.Contains(column.Name)).Cast<ColumnOperation>();
        foreach (var (name, column) in known.Select(static column => (column.Name, column)).Concat(_altered.Select(static old => (old.Key, old.Value))))
        {
            (column.Name, column.Table, column.Schema, column.Comment) = (Before(name), table.Name, table.Schema, null);
            yield return column;
        }
    }

    private void Add(MigrationOperation operation)
    {
        switch (operation)
        {
            case AlterColumnOperation { OldColumn.ColumnType: null } alter:
                // Written by hand: what is left out is not known to be the default.
                _added.Add(alter.Name);
                break;
            case AlterColumnOperation alter:
                _altered.TryAdd(alter.Name, alter.OldColumn);
                break;
            case RenameColumnOperation rename:
                _renamed[rename.NewName] = rename.Name;
                break;
            case RenameIndexOperation rename:
                _added.Add(rename.NewName);
                break;
            case AddColumnOperation { Name: var name }:
                _added.Add(name);
                break;
            case CreateIndexOperation { Name: var name }:
                _added.Add(name);
                break;
            case AddPrimaryKeyOperation { Name: { } name }:
                _added.Add(name);
                break;
            case AddUniqueConstraintOperation { Name: { } name }:
                _added.Add(name);
                break;
        }
    }

    private static ObjectName? TableOf(MigrationOperation operation) => operation switch
    {
        ITableMigrationOperation of => new ObjectName(of.Schema, of.Table),
        RenameIndexOperation { Table: { } table, Schema: var schema } => new ObjectName(schema, table),
        _ => (ObjectName?)null,
    };
}
