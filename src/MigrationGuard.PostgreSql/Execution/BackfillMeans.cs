using MigrationGuard.Backfills;

namespace MigrationGuard.Postgres.Execution;

/// <summary>What fills the rows of steps.</summary>
/// <param name="Backfills">The backfills of the database.</param>
public sealed record BackfillMeans(IBackfills Backfills)
{
    /// <summary>How they work.</summary>
    public BackfillSettings Settings { get; init; } = new();

    /// <summary>Is told how far they are.</summary>
    public IProgress<BackfillProgress> Progress { get; init; } = new Progress<BackfillProgress>();
}
