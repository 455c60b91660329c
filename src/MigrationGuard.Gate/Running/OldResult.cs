using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Gate.Running;

/// <summary>Whether the old version runs, with hosts and processes in a sentence.</summary>
public sealed record OldResult(OldSight Sight, string Why);
