using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Gate.Running;

/// <summary>What came of a step of a migration.</summary>
/// <param name="Outcome">What came of it; <see cref="StepOutcome.Done"/> with all steps done when there was nothing left to do.</param>
/// <param name="Steps">How many steps are done.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Why">What was done or seen, in a sentence.</param>
public sealed record StepResult(StepOutcome Outcome, int Steps, int Total, string Why);
