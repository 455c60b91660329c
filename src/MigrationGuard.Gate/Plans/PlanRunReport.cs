using MigrationGuard.Execution;
using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Gate.Plans;

/// <summary>With what the execution of a plan came to rest.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Why">The same in a sentence.</param>
public sealed record PlanRunReport(ReleaseAnswer Answer, string Why)
{
    /// <summary>Who was waited for in vain.</summary>
    public IReadOnlyList<BlockingSession> Blockers { get; init; } = [];

    /// <summary>How far every phase is; empty where that could not be read.</summary>
    public IReadOnlyList<PlannedStanding> Standing { get; init; } = [];
}
