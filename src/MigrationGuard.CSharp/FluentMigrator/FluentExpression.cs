using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>One of the expressions that FluentMigrator collects and then sends, each as a command of its own.</summary>
/// <param name="at">The link that made it.</param>
internal abstract class FluentExpression(Link at)
{
    /// <summary>The link that made it.</summary>
    public Link At => at;

    /// <summary>Why it cannot be sent.</summary>
    public virtual string? Fault => null;
}

/// <summary>A new table.</summary>
internal sealed class TableCreation(Link at, string name) : FluentExpression(at)
{
    public ObjectName Table { get; set; } = new(null, name);

    public List<FluentColumn> Columns { get; } = [];

    public string? Description { get; set; }

    public override string? Fault => Columns.Count == 0 ? "the table has no columns" : Columns.Select(static column => ColumnExpression.FaultOf(column)).FirstOrDefault(static fault => fault is not null);
}

/// <summary>A description of a table that exists.</summary>
internal sealed class TableDescription(Link at, ObjectName table) : FluentExpression(at)
{
    public ObjectName Table => table;

    public string? Description { get; set; }
}

/// <summary>A column of a table that exists.</summary>
internal abstract class ColumnExpression(Link at, FluentColumn column) : FluentExpression(at)
{
    public FluentColumn Column => column;

    public ObjectName Table { get; set; }

    public override string? Fault => FaultOf(Column);

    public static string? FaultOf(FluentColumn column) => column.TypeFault ?? (column.Type is null && column.Computed is null ? $"no type is said for the column {column.Name}" : null);
}

/// <summary>A new column.</summary>
internal sealed class ColumnAddition(Link at, FluentColumn column) : ColumnExpression(at, column);

/// <summary>A column that becomes another one.</summary>
internal sealed class ColumnAlteration(Link at, FluentColumn column) : ColumnExpression(at, column)
{
    /// <summary>Whether the migration writes the nullability, and not SetExistingRowsTo.</summary>
    public bool StatesNullability { get; init; } = true;
}

/// <summary>Another default for an existing column.</summary>
internal sealed class DefaultAlteration(Link at, ObjectName table, string column, Value value) : FluentExpression(at)
{
    public ObjectName Table => table;

    public string Column => column;

    public Value Value => value;
}

/// <summary>The rows that exist get a value.</summary>
internal sealed class RowsUpdate(Link at, ObjectName table, string column, Value value) : FluentExpression(at)
{
    public ObjectName Table => table;

    public string Column => column;

    public Value Value { get; set; } = value;
}

/// <summary>A new foreign key.</summary>
internal sealed class ForeignKeyCreation(Link at, string? name) : FluentExpression(at)
{
    public string? Name => name;

    public ObjectName From { get; set; }

    public List<string> Columns { get; } = [];

    public ObjectName To { get; set; }

    public List<string> Referenced { get; } = [];

    public string? OnDelete { get; set; }

    public string? OnUpdate { get; set; }

    public override string? Fault => Columns.Count == 0 || Referenced.Count == 0 || From.Name is null || To.Name is null ? "the foreign key is not complete" : null;
}

/// <summary>A new primary key or unique constraint.</summary>
internal sealed class ConstraintCreation(Link at, bool isPrimaryKey, string? name) : FluentExpression(at)
{
    public string? Name => name;

    public bool IsPrimaryKey => isPrimaryKey;

    public ObjectName Table { get; set; }

    public List<string> Columns { get; } = [];

    public bool? Clustered { get; set; }

    public bool? Online { get; set; }

    public string? Filter { get; set; }

    public override string? Fault => Columns.Count == 0 || Table.Name is null ? "the constraint is not complete" : null;
}
