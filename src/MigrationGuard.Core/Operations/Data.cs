using MigrationGuard.Collections;

namespace MigrationGuard.Operations;

/// <summary>INSERT.</summary>
public sealed record InsertRows(ObjectName Of, EquatableList<string> Columns) : TableOperation(Of)
{
    /// <summary>The name the statement gives the table (<c>AS t</c>), if any.</summary>
    public string? Alias { get; init; }

    /// <summary>The rest of the statement after the column list, as written: OVERRIDING, VALUES, DEFAULT VALUES, a query, ON CONFLICT, RETURNING.</summary>
    public required SqlExpression Source { get; init; }

    /// <summary>Number of literal rows; 0 when the rows come from a query.</summary>
    public int Rows { get; init; }

    /// <summary>Whether the rows come from a query.</summary>
    public bool FromQuery { get; init; }

    /// <summary>Whether ON CONFLICT, a NOT EXISTS guard or the like makes the statement repeatable.</summary>
    public bool Repeatable { get; init; }

    /// <summary>A WITH clause in front, as written.</summary>
    public string? With { get; init; }
}

/// <summary>UPDATE.</summary>
public sealed record UpdateRows(ObjectName Of, EquatableList<string> Columns) : TableOperation(Of)
{
    /// <summary>The name the statement gives the table (<c>users AS u</c>), if any.</summary>
    public string? Alias { get; init; }

    /// <summary>Everything from SET up to WHERE, without SET: assignments, FROM.</summary>
    public required SqlExpression Assignments { get; init; }

    /// <summary>What follows FROM in <see cref="Assignments"/>, as written; null when there is none.</summary>
    public string? From { get; init; }

    /// <summary>The condition; null when there is none.</summary>
    public SqlExpression? Where { get; init; }

    /// <summary>Whether the statement limits its rows: <c>TOP (n)</c>, a sub-select with LIMIT, a key range.</summary>
    public bool Batched { get; init; }

    /// <summary>Whether it stands in a loop (T-SQL WHILE, a PL/pgSQL loop).</summary>
    public bool InLoop { get; init; }

    /// <summary>A WITH clause in front, as written.</summary>
    public string? With { get; init; }
}

/// <summary>DELETE.</summary>
public sealed record DeleteRows(ObjectName Of) : TableOperation(Of)
{
    /// <summary>The name the statement gives the table (<c>users AS u</c>), if any.</summary>
    public string? Alias { get; init; }

    /// <summary>What follows USING (PostgreSQL) or the second FROM (T-SQL), as written without that word.</summary>
    public string? Using { get; init; }

    /// <summary>The condition; null when there is none.</summary>
    public SqlExpression? Where { get; init; }

    /// <summary>Whether the statement limits its rows.</summary>
    public bool Batched { get; init; }

    /// <summary>Whether it stands in a loop.</summary>
    public bool InLoop { get; init; }

    /// <summary>A WITH clause in front, as written.</summary>
    public string? With { get; init; }
}

/// <summary>MERGE. <paramref name="Definition"/> is everything after the target's name, as written, its alias included.</summary>
public sealed record MergeRows(ObjectName Of, SqlExpression Definition) : TableOperation(Of)
{
    /// <summary>Whether a branch deletes.</summary>
    public bool Deletes { get; init; }

    /// <summary>A WITH clause in front, as written.</summary>
    public string? With { get; init; }
}

/// <summary>TRUNCATE.</summary>
public sealed record TruncateTables(EquatableList<ObjectName> Tables) : Operation
{
    /// <inheritdoc />
    public override ObjectName? Table => Tables.Count > 0 ? Tables[0] : default(ObjectName?);

    /// <summary><c>CASCADE</c>.</summary>
    public bool Cascade { get; init; }

    /// <summary><c>RESTART IDENTITY</c>.</summary>
    public bool RestartIdentity { get; init; }
}

/// <summary>COPY … FROM with the data in the script or a file; T-SQL BULK INSERT.</summary>
public sealed record CopyRows(ObjectName Of, EquatableList<string> Columns) : TableOperation(Of)
{
    /// <summary>Everything after the column list, as written, without the data.</summary>
    public string? Options { get; init; }

    /// <summary>Whether rows are written (FROM) and not read (TO).</summary>
    public bool Writes { get; init; }
}

/// <summary>A query or other statement that changes no data by itself: SELECT, VALUES, EXPLAIN, DECLARE, FETCH, PRINT, NOTIFY …</summary>
public sealed record Query(SqlExpression Text) : Operation;

/// <summary>CALL, EXEC of a procedure; what it does is not visible here. <paramref name="Arguments"/> are as written, without parentheses.</summary>
public sealed record CallRoutine(ObjectName Name, string Arguments) : Operation;
