namespace MigrationGuard.Data;

/// <summary>Whether a version can live with the data.</summary>
public sealed record DataReading
{
    /// <summary>What it cannot live with.</summary>
    public IReadOnlyList<DataBreach> Breaches { get; init; } = [];

    /// <summary>What could not be answered, each with the reason.</summary>
    public IReadOnlyList<string> Unanswered { get; init; } = [];

    /// <summary>How many limits were looked at to the end.</summary>
    public int Looked { get; init; }

    /// <summary>Why the answer is what it is.</summary>
    public string Why => (Breaches, Unanswered) switch
    {
        ([var first], _) => first.ToString(),
        ([var first, ..], _) => FormattableString.Invariant($"{first}; and {Breaches.Count - 1} more"),
        (_, [var first]) => first,
        (_, [var first, ..]) => FormattableString.Invariant($"{first}; and {Unanswered.Count - 1} more"),
        _ when Looked == 0 => "the schema was not loosened since it was published, and nothing is declared",
        _ => FormattableString.Invariant($"{Looked} limit{(Looked == 1 ? "" : "s")} hold"),
    };
}
