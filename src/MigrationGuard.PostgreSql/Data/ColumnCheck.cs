namespace MigrationGuard.Postgres.Data;

/// <summary>A condition that no row may meet.</summary>
/// <param name="Relation">The table's oid.</param>
/// <param name="Place">What people are told: the column.</param>
/// <param name="Condition">SQL over the row <c>t</c>.</param>
internal sealed record ColumnCheck(uint Relation, string Place, string Condition)
{
    /// <summary>What the version takes for granted.</summary>
    public required string Expected { get; init; }

    /// <summary>What a row that meets the condition is, after its number: singular and plural.</summary>
    public required (string One, string Many) Found { get; init; }

    /// <summary>SQL of what is told of the rows beside their number; null for nothing.</summary>
    public string? Measure { get; init; }

    /// <summary>How the measure is told.</summary>
    public Measured Told { get; init; }

    /// <summary>Whether the configuration says it.</summary>
    public bool Declared { get; init; }

    /// <summary>Whether the condition itself may fail on a value, which is as bad.</summary>
    public bool MayFail { get; init; }
}

/// <summary>How something is told of rows.</summary>
internal enum Measured
{
    /// <summary>The most characters.</summary>
    Characters,

    /// <summary>The most digits.</summary>
    Digits,

    /// <summary>Each word: labels of an enum or keys, never other values.</summary>
    Words,
}
