using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Observing;

/// <summary>Something that only a live database knows, asked by a rule. Names are those of the database as it is now, before the migrations that are checked.</summary>
public abstract record Question
{
    private protected Question()
    {
    }

    /// <summary>The question in words, to follow "it is not known": <c>whether rows of users have NULL in email</c>.</summary>
    public abstract string InWords { get; }

    /// <summary>The question in words.</summary>
    public sealed override string ToString() => InWords;
}

/// <summary>Whether the table has rows. Answered by <see cref="RowsAnswer"/>.</summary>
public sealed record AnyRows(ObjectName Of) : Question
{
    /// <inheritdoc />
    public override string InWords => $"whether {Of} has rows";
}

/// <summary>Whether a row has NULL in a column. Answered by <see cref="RowsAnswer"/>.</summary>
public sealed record NullRows(ObjectName Of, string Column) : Question
{
    /// <inheritdoc />
    public override string InWords => $"whether rows of {Of} have NULL in {Column}";
}

/// <summary>Whether two rows have the same key. Answered by <see cref="RowsAnswer"/>.</summary>
public sealed record DuplicateRows(ObjectName Of, EquatableList<IndexKey> Keys) : Question
{
    /// <summary>The condition of a partial index.</summary>
    public SqlExpression? Where { get; init; }

    /// <summary>Whether two NULLs are the same.</summary>
    public bool NullsEqual { get; init; }

    /// <summary>Whether the key or condition may do more than read when it is evaluated; it is not evaluated then.</summary>
    public bool MayAct { get; init; }

    /// <inheritdoc />
    public override string InWords => $"whether rows of {Of} have the same {string.Join(", ", Keys.Select(k => k.Column ?? k.Expression?.Text))}";
}

/// <summary>Whether a row refers to a row that is not there. Answered by <see cref="RowsAnswer"/>.</summary>
/// <param name="Of">The referring table.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Referenced">The table that is referred to.</param>
/// <param name="ReferencedColumns">Its columns; empty means the primary key.</param>
public sealed record OrphanRows(ObjectName Of, EquatableList<string> Columns, ObjectName Referenced, EquatableList<string> ReferencedColumns) : Question
{
    /// <summary>Whether a reference that is NULL in part counts (MATCH FULL).</summary>
    public bool PartlyNull { get; init; }

    /// <inheritdoc />
    public override string InWords => $"whether rows of {Of} refer to rows that {Referenced} does not have";
}

/// <summary>Whether a condition is false for some row. Answered by <see cref="RowsAnswer"/>.</summary>
public sealed record FailingRows(ObjectName Of, SqlExpression Condition) : Question
{
    /// <summary>Whether the condition may do more than read when it is evaluated; it is not evaluated then.</summary>
    public bool MayAct { get; init; }

    /// <inheritdoc />
    public override string InWords => $"whether rows of {Of} violate {Condition}";
}

/// <summary>Whether a column of the domain holds a value for which the condition over VALUE is false, or NULL when there is no condition. Answered by <see cref="RowsAnswer"/>.</summary>
public sealed record FailingValues(ObjectName Domain, SqlExpression? Condition) : Question
{
    /// <summary>Whether the condition may do more than read when it is evaluated; it is not evaluated then.</summary>
    public bool MayAct { get; init; }

    /// <inheritdoc />
    public override string InWords => Condition is null ? $"whether columns of {Domain} hold NULL" : $"whether columns of {Domain} hold values that violate {Condition}";
}

/// <summary>Whether a value of the column does not become one of the type. Answered by <see cref="RowsAnswer"/>.</summary>
public sealed record UnfitRows(ObjectName Of, string Column, DataType Type) : Question
{
    /// <summary>How a value is converted; null for the server's own conversion.</summary>
    public SqlExpression? Using { get; init; }

    /// <summary>Whether the conversion may do more than read when it is evaluated; it is not evaluated then.</summary>
    public bool MayAct { get; init; }

    /// <inheritdoc />
    public override string InWords => $"whether every {Column} of {Of} becomes {Type}";
}

/// <summary>How large a table is. Answered by <see cref="SizeAnswer"/>.</summary>
public sealed record SizeOf(ObjectName Of) : Question
{
    /// <inheritdoc />
    public override string InWords => $"how large {Of} is";
}

/// <summary>What depends on a table, view, type or on one column. Answered by <see cref="DependentsAnswer"/>.</summary>
public sealed record DependentsOf(ObjectName Of, string? Column) : Question
{
    /// <summary>Whether <see cref="Of"/> is a type, not a table or view.</summary>
    public bool IsType { get; init; }

    /// <inheritdoc />
    public override string InWords => $"what depends on {(Column is null ? "" : Column + " of ")}{Of}";
}

/// <summary>Which routines name a table, and a column when one is given, in their source. Answered by <see cref="NamesAnswer"/>.</summary>
public sealed record RoutinesNaming(string Table, string? Column) : Question
{
    /// <inheritdoc />
    public override string InWords => $"which routines use {(Column is null ? "" : Column + " of ")}{Table}";
}

/// <summary>Whether an index is there, valid and used. Answered by <see cref="IndexAnswer"/>.</summary>
public sealed record StateOfIndex(ObjectName Index) : Question
{
    /// <inheritdoc />
    public override string InWords => $"whether the index {Index} is valid and used";
}

/// <summary>How far the numbering of a column has come. Answered by <see cref="NumberingAnswer"/>.</summary>
public sealed record NumberingOf(ObjectName Of, string Column) : Question
{
    /// <inheritdoc />
    public override string InWords => $"how far the numbers of {Column} of {Of} have come";
}

/// <summary>Who holds locks on a table. Answered by <see cref="SessionsAnswer"/>.</summary>
public sealed record LockHolders(ObjectName Of) : Question
{
    /// <inheritdoc />
    public override string InWords => $"who holds locks on {Of}";
}

/// <summary>Which transactions are open in the database. Answered by <see cref="SessionsAnswer"/>.</summary>
public sealed record OpenTransactions : Question
{
    /// <inheritdoc />
    public override string InWords => "which transactions are open";
}

/// <summary>Who keeps the server from recycling its log. Answered by <see cref="LogKeepersAnswer"/>.</summary>
public sealed record LogKeepers : Question
{
    /// <inheritdoc />
    public override string InWords => "which replicas keep the server from recycling its log";
}

/// <summary>How rows of a table are replicated. Answered by <see cref="ReplicationAnswer"/>.</summary>
public sealed record ReplicationOf(ObjectName Of) : Question
{
    /// <inheritdoc />
    public override string InWords => $"whether {Of} is replicated";
}

/// <summary>The exact version of the server. Answered by <see cref="VersionAnswer"/>.</summary>
public sealed record ExactVersion : Question
{
    /// <inheritdoc />
    public override string InWords => "which minor version the server has";
}
