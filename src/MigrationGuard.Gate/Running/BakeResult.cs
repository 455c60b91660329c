using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Gate.Running;

/// <summary>What a measurement under traffic says, with the numbers in a sentence.</summary>
public sealed record BakeResult(BakeReading Reading, string Why);
