using MigrationGuard.Operations;

namespace MigrationGuard.Planning;

/// <summary>Two columns of a table that hold the same while both versions of the application live.</summary>
/// <param name="Table">The table.</param>
/// <param name="Old">The column that the old version knows.</param>
/// <param name="New">The column that replaces it.</param>
internal sealed record SyncedColumns(ObjectName Table, string Old, string New)
{
    /// <summary>The type of the new column, when it is known.</summary>
    public DataType? Type { get; init; }

    /// <summary>The type of the old column, when it is known.</summary>
    public DataType? OldType { get; init; }

    /// <summary>Whether the types differ, so that values have to be converted.</summary>
    public bool Converts { get; init; }

    /// <summary>How the new value follows from the row, when it is not the old one as it is.</summary>
    public SqlExpression? Forward { get; init; }

    /// <summary>How the old value follows from the new column, when somebody said it; else it is assigned, and refused where it does not lead back.</summary>
    public SqlExpression? Backward { get; init; }

    /// <summary>The default that the new column has too; null where a row would get another value from it than from the old one's.</summary>
    public SqlExpression? Default { get; init; }
}
