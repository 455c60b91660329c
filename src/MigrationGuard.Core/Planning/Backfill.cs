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
}
