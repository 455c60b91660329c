namespace MigrationGuard.Databases;

/// <summary>What happens to values that do not fit a narrower type.</summary>
public enum MisfitFate
{
    /// <summary>The statement fails while there are any.</summary>
    Rejected,

    /// <summary>They are rounded.</summary>
    Rounded,

    /// <summary>A part of them is thrown away.</summary>
    Cut,
}

/// <summary>The values of one type that do not fit another.</summary>
/// <param name="Values">Which, as the object of a sentence: <c>values longer than 20 characters</c>.</param>
/// <param name="Fate">What the change of type does to them.</param>
/// <param name="FitsCondition">SQL over the column that holds for all other values.</param>
public sealed record Misfit(string Values, MisfitFate Fate, string FitsCondition)
{
    /// <summary>The part of a value that rounding, cutting or an explicit cast throws away, e.g. <c>the time of day</c>; null when nothing but an error can come of it.</summary>
    public string? Loss { get; init; }
}
