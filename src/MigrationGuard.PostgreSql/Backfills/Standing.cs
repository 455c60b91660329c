namespace MigrationGuard.Postgres.Backfills;

/// <summary>What is stored with a position, for people.</summary>
/// <param name="NewRows">Rows that were updated since it was stored last.</param>
/// <param name="Size">Units of the next batch.</param>
/// <param name="Place">The last key.</param>
/// <param name="Share">The part of the pass that is done, from 0 to 1.</param>
/// <param name="Rate">Rows a second of this run.</param>
/// <param name="Remaining">How long the pass may still take.</param>
internal sealed record Standing(long NewRows, int Size, string? Place, double Share, double Rate, TimeSpan? Remaining);
