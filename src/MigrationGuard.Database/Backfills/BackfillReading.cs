namespace MigrationGuard.Backfills;

/// <summary>What was read of an UPDATE: one of both is there.</summary>
/// <param name="Definition">The backfill.</param>
/// <param name="Problem">Why it is none, in a sentence.</param>
public sealed record BackfillReading(BackfillDefinition? Definition, string? Problem);
