namespace MigrationGuard.Gate.Queue;

/// <summary>How long a step may take at most, with the time that it may wait for locks.</summary>
/// <param name="Place">The step.</param>
/// <param name="Time">How long.</param>
/// <param name="Why">What of it is work, and on how much data.</param>
public sealed record StepEstimate(string Place, TimeSpan Time, string Why);
