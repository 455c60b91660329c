namespace MigrationGuard.Execution;

/// <summary>What came of a step, and how far the plan is.</summary>
/// <param name="Verdict">What came of it; <see cref="StepVerdict.Done"/> with all steps done when there was nothing left to do.</param>
/// <param name="Steps">How many steps are done.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Why">What was done or seen, in a sentence.</param>
public sealed record StepReport(StepVerdict Verdict, int Steps, int Total, string Why)
{
    /// <summary>Who was waited for in vain; empty where nobody was or it is not known.</summary>
    public IReadOnlyList<BlockingSession> Blockers { get; init; } = [];

    /// <summary>Statements of live versions that keep the step from being taken, or of which it is not known whether they survive it.</summary>
    public IReadOnlyList<JudgedStatement> Findings { get; init; } = [];
}
