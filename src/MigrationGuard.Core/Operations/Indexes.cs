using MigrationGuard.Collections;

namespace MigrationGuard.Operations;

/// <summary>One key of an index.</summary>
/// <param name="Column">The column, or null when the key is an expression.</param>
/// <param name="Expression">The expression, or null when the key is a column.</param>
public sealed record IndexKey(string? Column, SqlExpression? Expression)
{
    /// <summary>Collation, operator class, ASC/DESC, NULLS FIRST/LAST as written; null when there is nothing.</summary>
    public string? Options { get; init; }
}

/// <summary>The kind of a T-SQL index; PostgreSQL indexes are <see cref="Ordinary"/>.</summary>
public enum IndexKind
{
    /// <summary>PostgreSQL, or T-SQL NONCLUSTERED.</summary>
    Ordinary,

    /// <summary>T-SQL CLUSTERED.</summary>
    Clustered,

    /// <summary>T-SQL COLUMNSTORE, clustered or not.</summary>
    Columnstore,

    /// <summary>T-SQL XML, SPATIAL and FULLTEXT.</summary>
    Special,
}

/// <summary>CREATE INDEX.</summary>
public sealed record CreateIndex(string? Name, ObjectName Of, EquatableList<IndexKey> Keys) : TableOperation(Of)
{
    /// <summary><c>UNIQUE</c>.</summary>
    public bool Unique { get; init; }

    /// <summary>PostgreSQL <c>CONCURRENTLY</c>.</summary>
    public bool Concurrently { get; init; }

    /// <summary><c>IF NOT EXISTS</c>.</summary>
    public bool IfNotExists { get; init; }

    /// <summary>PostgreSQL <c>ON ONLY</c>: not on the partitions.</summary>
    public bool Only { get; init; }

    /// <summary>PostgreSQL 15 <c>NULLS NOT DISTINCT</c>.</summary>
    public bool NullsNotDistinct { get; init; }

    /// <summary>The access method in lower case; null when not written.</summary>
    public string? Method { get; init; }

    /// <summary>Covering columns.</summary>
    public EquatableList<string> Include { get; init; }

    /// <summary>The condition of a partial or filtered index.</summary>
    public SqlExpression? Where { get; init; }

    /// <summary>The T-SQL kind.</summary>
    public IndexKind Kind { get; init; }

    /// <summary>T-SQL options.</summary>
    public IndexOptions Options { get; init; } = IndexOptions.None;

    /// <summary>PostgreSQL storage parameters and tablespace, as written.</summary>
    public string? Storage { get; init; }
}

/// <summary>DROP INDEX; one operation per index. T-SQL names the table in <see cref="On"/>.</summary>
public sealed record DropIndex(ObjectName Name) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => On;

    /// <summary>The table: T-SQL writes it, and a framework may say it where SQL does not.</summary>
    public ObjectName? On { get; init; }

    /// <summary>PostgreSQL <c>CONCURRENTLY</c>.</summary>
    public bool Concurrently { get; init; }

    /// <summary><c>IF EXISTS</c>.</summary>
    public bool IfExists { get; init; }

    /// <summary><c>CASCADE</c>.</summary>
    public bool Cascade { get; init; }

    /// <summary>T-SQL options.</summary>
    public IndexOptions Options { get; init; } = IndexOptions.None;
}

/// <summary>ALTER INDEX … RENAME TO, or <c>sp_rename</c> of an index.</summary>
public sealed record RenameIndex(ObjectName Name, string NewName) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => On;

    /// <summary>The table (T-SQL).</summary>
    public ObjectName? On { get; init; }
}

/// <summary>What REINDEX rebuilds.</summary>
public enum ReindexScope
{
    /// <summary>One index.</summary>
    Index,

    /// <summary>All indexes of a table.</summary>
    Table,

    /// <summary>All indexes of a schema.</summary>
    Schema,

    /// <summary>All indexes of the database, or the system catalogs.</summary>
    Database,
}

/// <summary>PostgreSQL REINDEX.</summary>
public sealed record Reindex(ReindexScope Scope, ObjectName Name) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Scope == ReindexScope.Table ? Name : default(ObjectName?);

    /// <summary><c>CONCURRENTLY</c>.</summary>
    public bool Concurrently { get; init; }
}

/// <summary>What a T-SQL ALTER INDEX does.</summary>
public enum IndexChange
{
    /// <summary>REBUILD.</summary>
    Rebuild,

    /// <summary>REORGANIZE.</summary>
    Reorganize,

    /// <summary>DISABLE.</summary>
    Disable,

    /// <summary>PAUSE, RESUME or ABORT of a resumable build.</summary>
    ResumableControl,

    /// <summary>SET (…); PostgreSQL ALTER INDEX … SET and tablespace moves.</summary>
    Options,
}

/// <summary>ALTER INDEX. <paramref name="Name"/> is <c>ALL</c> for every index of the table.</summary>
public sealed record AlterIndex(ObjectName Name, IndexChange Change) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => On;

    /// <summary>The table (T-SQL).</summary>
    public ObjectName? On { get; init; }

    /// <summary>T-SQL options.</summary>
    public IndexOptions Options { get; init; } = IndexOptions.None;
}
