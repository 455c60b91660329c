namespace MigrationGuard.Execution;

/// <summary>How far a phase of a plan is.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Done">How many of its steps are done.</param>
/// <param name="Next">Its first step that is not; null when all are.</param>
public sealed record PlannedStanding(PlannedPhase Phase, int Done, MigrationStep? Next)
{
    /// <summary>Whether the next step was begun, and nobody saw its end.</summary>
    public bool IsBegun { get; init; }
}
