namespace MigrationGuard.Gate.Routing;

/// <summary>What one of several targets says about where it sends traffic.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Seen">What it says.</param>
/// <param name="At">When it was asked.</param>
public sealed record TargetObservation(string Name, RouterObservation Seen, DateTimeOffset At);
