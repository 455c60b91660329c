using MigrationGuard.Collections;

namespace MigrationGuard.Operations;

/// <summary>CREATE TABLE.</summary>
public sealed record CreateTable(ObjectName Name, EquatableList<ColumnDefinition> Columns, EquatableList<ConstraintDefinition> Constraints) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;

    /// <summary><c>IF NOT EXISTS</c>.</summary>
    public bool IfNotExists { get; init; }

    /// <summary>A temporary table (PostgreSQL TEMP, T-SQL <c>#name</c>).</summary>
    public bool Temporary { get; init; }

    /// <summary>PostgreSQL UNLOGGED.</summary>
    public bool Unlogged { get; init; }

    /// <summary>What PARTITION BY says (<c>RANGE (created_at)</c>), if written.</summary>
    public string? PartitionBy { get; init; }

    /// <summary>The parent of a partition created in place (PostgreSQL <c>PARTITION OF</c>).</summary>
    public ObjectName? PartitionOf { get; init; }

    /// <summary>FOR VALUES … or DEFAULT of a partition, as written.</summary>
    public string? PartitionBounds { get; init; }

    /// <summary>Inheritance parents (PostgreSQL INHERITS).</summary>
    public EquatableList<ObjectName> Inherits { get; init; }

    /// <summary>The tables whose definition is copied (PostgreSQL LIKE).</summary>
    public EquatableList<ObjectName> Like { get; init; }

    /// <summary>What LIKE copies (<c>INCLUDING ALL</c>), as written; null when nothing is written.</summary>
    public string? LikeOptions { get; init; }

    /// <summary>The query of CREATE TABLE AS or SELECT INTO, with its WITH NO DATA; the columns then have no type.</summary>
    public SqlExpression? AsQuery { get; init; }

    /// <summary>Storage options, tablespace, file groups, as written.</summary>
    public string? Options { get; init; }
}

/// <summary>DROP TABLE; one operation per table.</summary>
public sealed record DropTable(ObjectName Name) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;

    /// <summary><c>IF EXISTS</c>.</summary>
    public bool IfExists { get; init; }

    /// <summary><c>CASCADE</c>.</summary>
    public bool Cascade { get; init; }
}

/// <summary>ALTER TABLE … RENAME TO, or <c>sp_rename</c> of a table.</summary>
public sealed record RenameTable(ObjectName Name, string NewName) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;
}

/// <summary>ALTER TABLE … SET SCHEMA, or T-SQL ALTER SCHEMA … TRANSFER.</summary>
public sealed record MoveTable(ObjectName Name, string NewSchema) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;
}

/// <summary>ALTER TABLE … SET LOGGED or SET UNLOGGED (PostgreSQL).</summary>
public sealed record SetTableLogging(ObjectName Name, bool Logged) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;
}

/// <summary>A table option without effect on clients: reloptions, replica identity, statistics, access method. <paramref name="Option"/> is as written.</summary>
public sealed record SetTableOption(ObjectName Name, string Option) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;
}

/// <summary>ALTER TABLE … SET TABLESPACE or SET ACCESS METHOD: the table is copied. <paramref name="Destination"/> is everything after SET.</summary>
public sealed record MoveTableStorage(ObjectName Name, string Destination) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;
}

/// <summary>How a table is rewritten on request.</summary>
public enum RewriteKind
{
    /// <summary>PostgreSQL CLUSTER.</summary>
    Cluster,

    /// <summary>PostgreSQL VACUUM FULL.</summary>
    VacuumFull,

    /// <summary>T-SQL ALTER TABLE … REBUILD.</summary>
    Rebuild,
}

/// <summary>CLUSTER, VACUUM FULL or ALTER TABLE … REBUILD; without a name it means every table.</summary>
public sealed record RewriteTable(RewriteKind Kind, ObjectName? Name) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;

    /// <summary>T-SQL options.</summary>
    public IndexOptions Options { get; init; } = IndexOptions.None;
}

/// <summary>PostgreSQL VACUUM without FULL, or ANALYZE; T-SQL UPDATE STATISTICS. <paramref name="Command"/> is what stands before the table. Nothing that a client can notice.</summary>
public sealed record MaintainTable(string Command, ObjectName? Name) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;
}

/// <summary>LOCK TABLE. <paramref name="Mode"/> is upper case, <c>ACCESS EXCLUSIVE</c> when not written.</summary>
public sealed record LockTable(EquatableList<ObjectName> Tables, string Mode) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Tables.Count > 0 ? Tables[0] : default(ObjectName?);
}

/// <summary>ALTER TABLE … INHERIT or NO INHERIT (PostgreSQL).</summary>
public sealed record ChangeInheritance(ObjectName Name, ObjectName Parent, bool Inherit) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;
}

/// <summary>T-SQL SYSTEM_VERSIONING = ON or OFF, ADD or DROP PERIOD.</summary>
public sealed record ChangeSystemVersioning(ObjectName Name, bool On) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Name;

    /// <summary>The history table, if written.</summary>
    public ObjectName? History { get; init; }
}

/// <summary>ATTACH PARTITION; also ALTER INDEX … ATTACH PARTITION with <see cref="IsIndex"/>.</summary>
public sealed record AttachPartition(ObjectName Parent, ObjectName Partition, string Bounds) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => IsIndex ? default(ObjectName?) : Parent;

    /// <summary>Whether the names are indexes.</summary>
    public bool IsIndex { get; init; }
}

/// <summary>DETACH PARTITION.</summary>
public sealed record DetachPartition(ObjectName Parent, ObjectName Partition) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Parent;

    /// <summary><c>CONCURRENTLY</c>.</summary>
    public bool Concurrently { get; init; }

    /// <summary><c>FINALIZE</c>.</summary>
    public bool Finalize { get; init; }
}

/// <summary>T-SQL ALTER TABLE … SWITCH … TO.</summary>
public sealed record SwitchPartition(ObjectName Source, ObjectName Target) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Source;

    /// <summary>Partition numbers and such, as written.</summary>
    public string? Partitions { get; init; }

    /// <summary>The low-priority wait, if written.</summary>
    public LowPriorityWait? LowPriority { get; init; }
}

/// <summary>T-SQL ALTER PARTITION FUNCTION … SPLIT RANGE or MERGE RANGE.</summary>
public sealed record ChangePartitionRange(string Function, bool Split, SqlExpression Boundary) : Operation;
