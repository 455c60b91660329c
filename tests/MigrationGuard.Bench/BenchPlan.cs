namespace MigrationGuard.Bench;

/// <summary>How much is measured.</summary>
/// <param name="Files">Number of migrations.</param>
/// <param name="Runs">Number of interleaved rounds; one more round before them warms the file cache.</param>
public sealed record BenchPlan(int Files, int Runs);
