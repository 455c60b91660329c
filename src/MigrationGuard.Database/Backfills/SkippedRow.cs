namespace MigrationGuard.Backfills;

/// <summary>A row that could not be filled.</summary>
/// <param name="Row">Its table and key, for people.</param>
/// <param name="Why">What the server said.</param>
/// <param name="SqlState">The SQLSTATE; null where the row was updated and its condition still holds.</param>
public sealed record SkippedRow(string Row, string Why, string? SqlState);
