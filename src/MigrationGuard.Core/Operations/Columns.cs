namespace MigrationGuard.Operations;

/// <summary>An operation on a column of a table.</summary>
/// <param name="Of">The table.</param>
public abstract record TableOperation(ObjectName Of) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Of;
}

/// <summary>ADD COLUMN.</summary>
public sealed record AddColumn(ObjectName Of, ColumnDefinition Column) : TableOperation(Of)
{
    /// <summary><c>IF NOT EXISTS</c>.</summary>
    public bool IfNotExists { get; init; }
}

/// <summary>DROP COLUMN.</summary>
public sealed record DropColumn(ObjectName Of, string Column) : TableOperation(Of)
{
    /// <summary><c>IF EXISTS</c>.</summary>
    public bool IfExists { get; init; }

    /// <summary><c>CASCADE</c>.</summary>
    public bool Cascade { get; init; }
}

/// <summary>RENAME COLUMN, or <c>sp_rename</c> of a column.</summary>
public sealed record RenameColumn(ObjectName Of, string Column, string NewName) : TableOperation(Of);

/// <summary>ALTER COLUMN … TYPE; T-SQL ALTER COLUMN, which restates the nullability.</summary>
public sealed record AlterColumnType(ObjectName Of, string Column, DataType Type) : TableOperation(Of)
{
    /// <summary>The USING expression, if written.</summary>
    public SqlExpression? Using { get; init; }

    /// <summary>The collation as written, quotes included, if any.</summary>
    public string? Collation { get; init; }

    /// <summary>T-SQL: true for NULL, false for NOT NULL, null when not written. Always null for PostgreSQL.</summary>
    public bool? Nullable { get; init; }

    /// <summary>Whether NOT NULL comes from the framework, because the migration says nothing, see <see cref="ColumnDefinition.NullabilityImplied"/>.</summary>
    public bool NullabilityImplied { get; init; }

    /// <summary>T-SQL <c>WITH (ONLINE = ON)</c>.</summary>
    public bool Online { get; init; }
}

/// <summary>SET NOT NULL (PostgreSQL).</summary>
public sealed record SetNotNull(ObjectName Of, string Column) : TableOperation(Of);

/// <summary>DROP NOT NULL (PostgreSQL).</summary>
public sealed record DropNotNull(ObjectName Of, string Column) : TableOperation(Of);

/// <summary>SET DEFAULT (PostgreSQL); a T-SQL default is an <see cref="AddConstraint"/> with a <see cref="DefaultConstraint"/>.</summary>
public sealed record SetDefault(ObjectName Of, string Column, SqlExpression Value) : TableOperation(Of);

/// <summary>DROP DEFAULT (PostgreSQL).</summary>
public sealed record DropDefault(ObjectName Of, string Column) : TableOperation(Of);

/// <summary>ADD GENERATED … AS IDENTITY, SET GENERATED …, DROP IDENTITY. <paramref name="To"/> is what the column becomes.</summary>
public sealed record ChangeIdentity(ObjectName Of, string Column, GeneratedKind To) : TableOperation(Of)
{
    /// <summary>Whether the column was an ordinary one before (ADD) or an identity already (SET, DROP).</summary>
    public bool Add { get; init; }

    /// <summary>The sequence options of ADD, as written without their parentheses; null when there are none.</summary>
    public string? Options { get; init; }

    /// <summary><c>IF EXISTS</c> of DROP IDENTITY.</summary>
    public bool IfExists { get; init; }
}

/// <summary>DROP EXPRESSION: a generated column becomes an ordinary one; SET EXPRESSION (PostgreSQL 17) when <see cref="Expression"/> is given. T-SQL ADD/DROP PERSISTED.</summary>
public sealed record ChangeGenerated(ObjectName Of, string Column, GeneratedKind To) : TableOperation(Of)
{
    /// <summary>The new expression, if written.</summary>
    public SqlExpression? Expression { get; init; }

    /// <summary><c>IF EXISTS</c> of DROP EXPRESSION.</summary>
    public bool IfExists { get; init; }
}

/// <summary>The column setting that is changed.</summary>
public enum ColumnSetting
{
    /// <summary>SET STATISTICS.</summary>
    Statistics,

    /// <summary>SET STORAGE.</summary>
    Storage,

    /// <summary>SET COMPRESSION.</summary>
    Compression,

    /// <summary>SET (n_distinct = …) and RESET (…), both words included in the value.</summary>
    Options,

    /// <summary>RESTART or SET INCREMENT and the like of an identity column's sequence, as written.</summary>
    Sequence,

    /// <summary>T-SQL ADD or DROP SPARSE, ROWGUIDCOL, MASKED, NOT FOR REPLICATION.</summary>
    Attribute,
}

/// <summary>A column setting without effect on clients. <paramref name="Value"/> is what follows the setting's own words.</summary>
public sealed record SetColumnSetting(ObjectName Of, string Column, ColumnSetting Setting, string Value) : TableOperation(Of);
