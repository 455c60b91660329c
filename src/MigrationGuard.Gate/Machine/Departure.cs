namespace MigrationGuard.Gate.Machine;

/// <summary>When and from where traffic began to leave the old version: the evidence of that moment counts until all of it has moved.</summary>
/// <param name="At">When it was decided.</param>
/// <param name="Generation">The router's generation before.</param>
public sealed record Departure(DateTimeOffset At, long Generation);
