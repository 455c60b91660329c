namespace MigrationGuard.Servers;

/// <summary>The sessions of an application at one moment.</summary>
/// <param name="At">The moment, by the server's clock; a statement that began later was not seen.</param>
/// <param name="Sessions">The sessions, from old to new.</param>
public sealed record SessionsSeen(DateTimeOffset At, IReadOnlyList<SessionSeen> Sessions);
