namespace MigrationGuard.Gate.Machine;

/// <summary>A switch that is done.</summary>
/// <param name="Generation">The router's generation.</param>
/// <param name="DecidedAt">When it was decided.</param>
/// <param name="ObservedAt">When the router and the front door were seen on the new version.</param>
public sealed record Switched(long Generation, DateTimeOffset DecidedAt, DateTimeOffset ObservedAt);
