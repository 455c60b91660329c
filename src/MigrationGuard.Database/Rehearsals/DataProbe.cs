namespace MigrationGuard.Rehearsals;

/// <summary>A question about the rows of the real database on which the success of a migration depends.</summary>
/// <param name="Question">Such as <c>whether rows of users have NULL in email</c>.</param>
/// <param name="Answer">What the database says.</param>
public sealed record DataProbe(string Question, DataAnswer Answer)
{
    /// <summary>Why it was not answered; null when it was.</summary>
    public string? Reason { get; init; }

    /// <summary>The query; null when there is none.</summary>
    public string? Sql { get; init; }
}

/// <summary>What the rows of the real database mean for a migration.</summary>
public enum DataAnswer
{
    /// <summary>No row stands in its way.</summary>
    Fits,

    /// <summary>A row makes it fail.</summary>
    Violates,

    /// <summary>The database could not be asked.</summary>
    Unknown,
}
