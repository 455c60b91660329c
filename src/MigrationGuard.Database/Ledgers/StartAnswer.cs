namespace MigrationGuard.Ledgers;

/// <summary>What a ledger says to the start of a release.</summary>
public abstract record StartAnswer
{
    private StartAnswer()
    {
    }

    /// <summary>It is stored, now or by an earlier start with the same id and plan.</summary>
    public sealed record Started(ReleaseRecord Release) : StartAnswer;

    /// <summary>Another release was finished since it was planned; <paramref name="Live"/> is the id of the live one, null when there is none.</summary>
    public sealed record BaseMoved(string? Live) : StartAnswer;

    /// <summary>Another release is under way.</summary>
    public sealed record Underway(ReleaseRecord Other) : StartAnswer;

    /// <summary>A release of this id was stored with another plan.</summary>
    public sealed record PlanDiffers(ReleaseRecord Stored) : StartAnswer;
}
