namespace MigrationGuard.Gate.Replays.Comparing;

/// <summary>The answers to one request, in the order in which they were asked for.</summary>
/// <param name="First">The first one of the old version.</param>
/// <param name="New">That of the new version.</param>
/// <param name="Second">The second one of the old version.</param>
internal sealed record Answers(ReplayAnswer First, ReplayAnswer New, ReplayAnswer Second)
{
    /// <summary>The address of the old version's slot.</summary>
    public required Uri OldSlot { get; init; }

    /// <summary>The address of the new version's slot.</summary>
    public required Uri NewSlot { get; init; }
}
