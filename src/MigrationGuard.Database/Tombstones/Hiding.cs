namespace MigrationGuard.Tombstones;

/// <summary>What is hidden for a release.</summary>
public sealed record Hiding
{
    /// <summary>The release.</summary>
    public required string Release { get; init; }

    /// <summary>Where it stands.</summary>
    public required HidingState State { get; init; }

    /// <summary>Since when all of it is hidden, or shown again.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>The fingerprint of the schema before anything was hidden.</summary>
    public required string Base { get; init; }

    /// <summary>The fingerprints that hiding and showing have left behind; they stand for <see cref="Base"/>.</summary>
    public required IReadOnlyList<string> Fingerprints { get; init; }

    /// <summary>The objects.</summary>
    public required IReadOnlyList<HiddenObject> Objects { get; init; }

    /// <summary>The statements that give hidden objects their names back, for a trial; empty where nothing has another name.</summary>
    public IReadOnlyList<string> Back { get; init; } = [];

    /// <summary>Who asked for one of them and was not settled, from old to new.</summary>
    public IReadOnlyList<TombstoneHit> Hits { get; init; } = [];

    /// <summary>The newest of <see cref="Hits"/> and what to do, for people; null where nobody asked.</summary>
    public string? InUse => Hits is [.., var last] ? $"it was hidden and is in use: {last}\nwhen nobody asks for it any more, hide it anew: migrationguard contract tombstone --again --reason TEXT" : null;

    /// <summary>From where <see cref="Hits"/> are known.</summary>
    public HitSource Source { get; init; }

    /// <summary>Why it is not known whether somebody asked; null when the server's log was read without a gap since they are hidden.</summary>
    public string? Gap { get; init; }
}
