using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Stories;

/// <summary>What happened in a release, as its journal says it. An entry that is not understood, e.g. of a newer tool, is left out.</summary>
public sealed record ReleaseStory
{
    /// <summary>The release.</summary>
    public required ReleaseRecord Release { get; init; }

    /// <summary>Where it is.</summary>
    public required ReleaseState State { get; init; }

    /// <summary>The states in their order.</summary>
    public required IReadOnlyList<StoryChapter> Chapters { get; init; }

    /// <summary>What people asked.</summary>
    public required IReadOnlyList<StoryWish> Wishes { get; init; }

    /// <summary>The attempts to change the schema.</summary>
    public required IReadOnlyList<StoryStep> Steps { get; init; }

    /// <summary>How the traffic was divided; the first point is the start.</summary>
    public required IReadOnlyList<TrafficPoint> Traffic { get; init; }

    /// <summary>What was measured at the front door and under traffic.</summary>
    public required IReadOnlyList<StoryMeasurement> Measurements { get; init; }

    /// <summary>How many entries the journal has.</summary>
    public required int Entries { get; init; }

    /// <summary>The last switch; null where there was none.</summary>
    public StoryMove? Switch { get; init; }

    /// <summary>The way back; null where the traffic did not go back.</summary>
    public StoryMove? Return { get; init; }

    /// <summary>From the decision to switch until the old version worked on no request any more; null where they were not counted, or some were left.</summary>
    public double? LastOldRequestSeconds { get; init; }

    /// <summary>When the last entry was written; the start where there is none.</summary>
    public DateTimeOffset LastAt => Chapters[^1].Until ?? Chapters[^1].From;

    /// <summary>Why it is where it is; behind a way back, why it went back.</summary>
    public string? Why => Chapters is [.., { State: "rolling-back", Why: { } cause }, { State: "rolled-back" }] ? cause : Chapters[^1].Why;

    /// <summary>Until when the way back is or was promised; null where it never was.</summary>
    public DateTimeOffset? PromisedUntil { get; init; }

    /// <summary>How it stands.</summary>
    public StoryTone Tone => State switch
    {
        ReleaseState.Held => StoryTone.Waiting,
        ReleaseState.RollingBack or ReleaseState.RolledBack or ReleaseState.Aborted { Settled: false } => StoryTone.Returned,
        ReleaseState.WindowOpen or ReleaseState.Retiring or ReleaseState.ContractPending or ReleaseState.Tombstoned or ReleaseState.Contracting or ReleaseState.Done or ReleaseState.Aborted => StoryTone.Good,
        _ => StoryTone.Underway,
    };

    /// <summary>The story of a release.</summary>
    /// <param name="release">The release.</param>
    /// <param name="journal">Its journal, by sequence.</param>
    public static ReleaseStory Of(ReleaseRecord release, IReadOnlyList<JournalEntry> journal)
    {
        var teller = new StoryTeller(release);

        // What happened while the ledger was out of reach is written later than it happened.
        foreach (var entry in journal.OrderBy(entry => entry.At))
        {
            teller.Add(entry);
        }

        return teller.Tell(journal);
    }
}
