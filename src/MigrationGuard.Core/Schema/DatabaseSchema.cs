using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Schema;

/// <summary>The schema as far as the history tells. Immutable; dropped objects stay as <see cref="Existence.Absent"/>.</summary>
public sealed record DatabaseSchema
{
    private DatabaseSchema(SqlSyntax syntax, bool complete)
    {
        Syntax = syntax;
        Complete = complete;
        Tables = new PersistentMap<ObjectName, Table>(syntax);
        Indexes = new PersistentMap<ObjectName, TableIndex>(syntax);
        Types = new PersistentMap<ObjectName, UserType>(syntax);
        Objects = new PersistentMap<ObjectName, SchemaObject>(syntax);
    }

    /// <summary>How names are compared and completed.</summary>
    public SqlSyntax Syntax { get; }

    /// <summary>Whether the history began at an empty database and everything was read, so that what is not here is absent.</summary>
    public bool Complete { get; init; }

    /// <summary>Tables and views.</summary>
    public PersistentMap<ObjectName, Table> Tables { get; init; }

    /// <summary>Indexes by their own name (T-SQL: schema is the table, because names are unique per table only).</summary>
    public PersistentMap<ObjectName, TableIndex> Indexes { get; init; }

    /// <summary>Enums, domains and other types.</summary>
    public PersistentMap<ObjectName, UserType> Types { get; init; }

    /// <summary>Sequences, routines, schemas, extensions.</summary>
    public PersistentMap<ObjectName, SchemaObject> Objects { get; init; }

    /// <summary>A schema in which nothing is known.</summary>
    public static DatabaseSchema Unknown(SqlSyntax syntax) => new(syntax, complete: false);

    /// <summary>An empty schema: what is not created is absent.</summary>
    public static DatabaseSchema Empty(SqlSyntax syntax) => new(syntax, complete: true);

    /// <summary>The table or view, also a dropped one; null when the history never named it.</summary>
    public Table? Find(ObjectName table) => Tables.Find(table);

    /// <summary>Whether the table or view is there.</summary>
    public Existence ExistenceOf(ObjectName table) => Find(table)?.Existence ?? (Complete ? Existence.Absent : Existence.Unknown);

    /// <summary>The column, when table and column are known.</summary>
    public Column? FindColumn(ObjectName table, string column) => Find(table)?.Column(column, Syntax.Names);

    /// <summary>The indexes of a table.</summary>
    public IEnumerable<TableIndex> IndexesOf(ObjectName table)
    {
        foreach (var entry in Indexes.Entries())
        {
            if (Syntax.Same(entry.Value.Of, table))
            {
                yield return entry.Value;
            }
        }
    }
}
