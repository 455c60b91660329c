using MigrationGuard.Schema;

namespace MigrationGuard.Simulation;

/// <summary>What a savepoint goes back to: rolling back to it undoes the schema changes and releases the locks taken after it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Schema">The schema at that point.</param>
/// <param name="Locks">The locks held at that point.</param>
/// <param name="Settings">The settings at that point.</param>
public sealed record Savepoint(string Name, DatabaseSchema Schema, LockSet Locks, SessionSettings Settings);
