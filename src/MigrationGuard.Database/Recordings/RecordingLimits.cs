namespace MigrationGuard.Recordings;

/// <summary>What a recorder may take of its process.</summary>
public sealed record RecordingLimits
{
    /// <summary>How many different statements are kept; what comes behind is counted as missed.</summary>
    public int Statements { get; init; } = 20_000;

    /// <summary>The longest command text that is looked at, in characters; longer ones are counted as missed.</summary>
    public int Text { get; init; } = 1_000_000;

    /// <summary>How many characters all kept texts may have together.</summary>
    public long Texts { get; init; } = 64_000_000;
}
