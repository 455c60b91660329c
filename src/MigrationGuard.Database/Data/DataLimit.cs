namespace MigrationGuard.Data;

/// <summary>What the code of a version takes for granted of data although the schema does not say so.</summary>
public abstract record DataLimit
{
    /// <summary>The labels of the versions that rely on it; none for each.</summary>
    public IReadOnlyList<string> Versions { get; init; } = [];

    /// <summary>Whether a version relies on it.</summary>
    public bool AppliesTo(string version) => Versions.Count == 0 || Versions.Contains(version, StringComparer.Ordinal);
}

/// <summary>What the values of a column are; what is not said is not limited. A missing value is within every limit but <see cref="NotNull"/>.</summary>
/// <param name="Column">As <c>[schema.]table.column</c>.</param>
public sealed record ColumnLimit(string Column) : DataLimit
{
    /// <summary>The most characters of a text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The smallest value, as the column's type reads it.</summary>
    public string? Minimum { get; init; }

    /// <summary>The largest value, as the column's type reads it.</summary>
    public string? Maximum { get; init; }

    /// <summary>The only values; null for any.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    /// <summary>The only keys of a JSON object and the types of their values as jsonb_typeof names them, or <c>any</c>; null for any.</summary>
    public IReadOnlyDictionary<string, string>? Keys { get; init; }

    /// <summary>Whether there always is a value.</summary>
    public bool NotNull { get; init; }
}

/// <summary>A query of which every row is one that a version cannot live with.</summary>
/// <param name="Sql">One query; it runs in a transaction that cannot write.</param>
/// <param name="Means">What a row of it means, for people.</param>
public sealed record QueryLimit(string Sql, string Means) : DataLimit;
