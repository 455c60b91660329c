using MigrationGuard.Collections;
using MigrationGuard.Operations;

namespace MigrationGuard.Backfills;

/// <summary>Rows that get values: an UPDATE that is done in batches.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">The columns that are written.</param>
/// <param name="Assignments">Everything between SET and WHERE, FROM included, as SQL.</param>
/// <param name="Where">The condition that holds for a row as long as it is not done, as SQL.</param>
public sealed record BackfillDefinition(ObjectName Table, EquatableList<string> Columns, string Assignments, string Where)
{
    /// <summary>The name that the SQL gives the table, if another.</summary>
    public string? Alias { get; init; }

    /// <summary>The other tables it takes values from, as written behind FROM; null when there are none.</summary>
    public string? From { get; init; }

    /// <summary>A WITH clause in front, as written.</summary>
    public string? With { get; init; }

    /// <summary>The name where none is given: table and columns.</summary>
    public string DefaultName => $"{Table}.{string.Join('+', Columns)}";

    /// <summary>The whole as one UPDATE, for people and for comparison.</summary>
    public string Sql => $"{(With is null ? "" : With + " ")}UPDATE {Table}{(Alias is null ? "" : " AS " + Alias)} SET {Assignments} WHERE {Where}";
}
