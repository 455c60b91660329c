using System.Text.Json;

namespace MigrationGuard.Ledgers;

/// <summary>What is to be written into the journal of a release.</summary>
/// <param name="Release">The release's id.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Name">The command or event, e.g. <c>flip</c>.</param>
/// <param name="Payload">Its data, an object without secrets.</param>
public sealed record JournalNote(string Release, JournalKind Kind, string Name, JsonElement Payload)
{
    /// <summary>Names the note within its release: a ledger that has an entry with this key returns that entry and writes nothing.</summary>
    public required string Key { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it happened while the ledger was out of reach; it is then stored with token 0.</summary>
    public bool Late { get; init; }

    /// <summary>Where the release stands from here on, stored in the same transaction; null when it does not move.</summary>
    public ReleaseProgress? Progress { get; init; }
}
