using MigrationGuard.Gate.Stories;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases.Stories;

/// <summary>Everything that the report of a release shows.</summary>
internal sealed record StoryView
{
    /// <summary>What happened.</summary>
    public required ReleaseStory Story { get; init; }

    /// <summary>Where it is now.</summary>
    public required ReleaseStatus Status { get; init; }

    /// <summary>When that was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>All evidence of the release, from old to new.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>The strongest lock of every step, by its place such as <c>expand/01_handle.sql:1</c>; from the scripts as they are now.</summary>
    public IReadOnlyDictionary<string, string> Locks { get; init; } = new Dictionary<string, string>();

    /// <summary>What the contract removes, e.g. <c>users.nickname</c>.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>Why it is not known what is removed; null when it is.</summary>
    public string? RemovalUnknown { get; init; }

    /// <summary>For how long objects are hidden before they are removed.</summary>
    public TimeSpan Soak { get; init; }

    /// <summary>Whether the journal is as it was written.</summary>
    public required JournalStanding Journal { get; init; }
}
