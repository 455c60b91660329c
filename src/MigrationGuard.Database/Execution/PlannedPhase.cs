namespace MigrationGuard.Execution;

/// <summary>What of a plan runs at one time relative to the switch.</summary>
/// <param name="Name"><c>expand</c>, <c>migrate</c> or <c>contract</c>.</param>
/// <param name="Plan">Its steps.</param>
public sealed record PlannedPhase(string Name, StepPlan Plan);
