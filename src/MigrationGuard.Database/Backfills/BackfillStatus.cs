using MigrationGuard.Execution;

namespace MigrationGuard.Backfills;

/// <summary>What is stored of a backfill.</summary>
public sealed record BackfillStatus
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>What it does, as an UPDATE.</summary>
    public required string Sql { get; init; }

    /// <summary>Where it is.</summary>
    public required BackfillState State { get; init; }

    /// <summary>Why it is there, who wanted it, what it waits for; null where there is nothing to say.</summary>
    public string? Why { get; init; }

    /// <summary>Rows that were updated since it began.</summary>
    public required long Rows { get; init; }

    /// <summary>Rows that were skipped, the oldest first.</summary>
    public IReadOnlyList<SkippedRow> Skipped { get; init; } = [];

    /// <summary>How often everything was gone through, this time included.</summary>
    public required int Pass { get; init; }

    /// <summary>The part of this pass that is done, from 0 to 1, by the server's estimates.</summary>
    public double Share { get; init; }

    /// <summary>Rows a second of the last run.</summary>
    public double Rate { get; init; }

    /// <summary>How long the pass may still take; null where that is not known.</summary>
    public TimeSpan? Remaining { get; init; }

    /// <summary>Keys of the next batch.</summary>
    public required int Size { get; init; }

    /// <summary>The last key that is done, for people; null in front of the first.</summary>
    public string? Last { get; init; }

    /// <summary>Who began the last run.</summary>
    public string? Holder { get; init; }

    /// <summary>How often it was taken over by a run.</summary>
    public required long Token { get; init; }

    /// <summary>When it began, by the server's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When something was stored last, by the server's clock.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The session that runs it now; null when none does.</summary>
    public BlockingSession? Runner { get; init; }
}
