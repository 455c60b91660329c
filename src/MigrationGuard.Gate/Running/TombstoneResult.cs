using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Gate.Running;

/// <summary>What is seen of hidden objects; says who asked for which.</summary>
public sealed record TombstoneResult(TombstoneSight Sight, string Why);
