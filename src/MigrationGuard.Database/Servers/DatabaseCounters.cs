namespace MigrationGuard.Servers;

/// <summary>What a server has counted of a database since its statistics were reset; sessions report to it with a delay of seconds.</summary>
/// <param name="Commits">Transactions that committed.</param>
/// <param name="Rollbacks">Transactions that rolled back, for whatever reason and of whatever application.</param>
/// <param name="ResetAt">When the counters were set to zero; null when never.</param>
public sealed record DatabaseCounters(long Commits, long Rollbacks, DateTimeOffset? ResetAt);
