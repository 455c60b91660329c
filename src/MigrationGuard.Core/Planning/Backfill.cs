using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Planning;

/// <summary>Existing rows that get a value, in batches.</summary>
/// <param name="Table">The table.</param>
/// <param name="Column">The column that is written.</param>
/// <param name="Value">What it gets, over the columns of the row.</param>
internal sealed record Backfill(ObjectName Table, string Column, string Value)
{
    /// <summary>The primary key; empty when it is not known.</summary>
    public EquatableList<string> Key { get; init; }

    /// <summary>The column whose NULL marks a row that is still to be done.</summary>
    public required string Missing { get; init; }

    /// <summary>The column the value comes from; rows in which it is NULL have nothing to fill.</summary>
    public string? Source { get; init; }

    /// <summary>The expression the value comes from, in place of <see cref="Source"/>; where it gives NULL there is nothing to fill.</summary>
    public SqlExpression? Expression { get; init; }

    /// <summary>Whether there is no key to go by.</summary>
    public bool ByPlace { get; init; }
}
