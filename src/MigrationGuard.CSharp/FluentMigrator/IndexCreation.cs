using MigrationGuard.CSharp.Reading;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.FluentMigrator;

/// <summary>A new index.</summary>
internal sealed class IndexCreation(Link at, string? name) : FluentExpression(at)
{
    public string? Name => name;

    public ObjectName Table { get; set; }

    public List<FluentKey> Keys { get; } = [];

    public List<string> Include { get; } = [];

    public bool Unique { get; set; }

    public bool Clustered { get; set; }

    public string? Filter { get; set; }

    public bool? NullsDistinct { get; set; }

    /// <summary>SQL Server.</summary>
    public bool? Online { get; set; }

    /// <summary>SQL Server.</summary>
    public string? Compression { get; set; }

    /// <summary>PostgreSQL.</summary>
    public bool Concurrently { get; set; }

    /// <summary>PostgreSQL.</summary>
    public bool Only { get; set; }

    /// <summary>PostgreSQL: the access method in upper case; null for B-tree.</summary>
    public string? Method { get; set; }

    /// <summary>PostgreSQL.</summary>
    public string? Tablespace { get; set; }

    /// <summary>PostgreSQL: storage parameters by their names, in the order in which they are written.</summary>
    public SortedList<int, string> Storage { get; } = [];

    /// <inheritdoc />
    public override string? Fault => Keys.Count == 0 || Table.Name is null ? "the index is not complete" : null;
}

/// <summary>A column of an index.</summary>
internal sealed class FluentKey(string column)
{
    public string Column => column;

    public bool Descending { get; set; }

    /// <summary>PostgreSQL: <c>FIRST</c> or <c>LAST</c>.</summary>
    public string? Nulls { get; set; }

    public bool? NullsDistinct { get; set; }
}
