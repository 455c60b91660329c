namespace MigrationGuard.Gate.Routing;

/// <summary>What was left of the requests of a slot at the deadline.</summary>
/// <param name="Remaining">How many; 0 when none were left before the deadline.</param>
/// <param name="Counted">Whether they were counted; without it only the time passed.</param>
public sealed record DrainResult(long Remaining, bool Counted);
