using MigrationGuard.Execution;

namespace MigrationGuard.Backfills;

/// <summary>The end of a run.</summary>
/// <param name="Verdict">How it ended.</param>
/// <param name="Why">The same in a sentence.</param>
/// <param name="Status">What is stored; null where nothing is.</param>
public sealed record BackfillReport(BackfillVerdict Verdict, string Why, BackfillStatus? Status)
{
    /// <summary>The sessions it waited for.</summary>
    public IReadOnlyList<BlockingSession> Blockers { get; init; } = [];
}
