namespace MigrationGuard.Backfills;

/// <summary>How far a run is.</summary>
/// <param name="Name">The backfill.</param>
/// <param name="Rows">Rows that were updated since the backfill began.</param>
/// <param name="Share">The part of this pass that is done, from 0 to 1, by the server's estimates.</param>
/// <param name="Rate">Rows a second of this run.</param>
/// <param name="Remaining">How long the pass may still take; null where that is not known yet.</param>
/// <param name="Note">What it waits for or does besides batches; null while it works.</param>
public sealed record BackfillProgress(string Name, long Rows, double Share, double Rate, TimeSpan? Remaining, string? Note)
{
    /// <summary>The pass, from 1.</summary>
    public required int Pass { get; init; }
}
