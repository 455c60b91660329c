using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Releases;

/// <summary>Where a release is.</summary>
internal sealed record ReleaseStatus
{
    /// <summary>The release.</summary>
    public required ReleaseRecord Release { get; init; }

    /// <summary>Its state.</summary>
    public required ReleaseState State { get; init; }

    /// <summary>Why it is in it; null where nothing is written.</summary>
    public string? Why { get; init; }

    /// <summary>Since when; without the ledger, when this machine knew it last.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What the gate does with evidence that does not pass.</summary>
    public required GateMode Mode { get; init; }

    /// <summary>The database, for people.</summary>
    public required string Target { get; init; }

    /// <summary>What the router says.</summary>
    public required RouterObservation Router { get; init; }

    /// <summary>The old version; null where nothing of it is stored, or the ledger does not answer.</summary>
    public AppVersion? Old { get; init; }

    /// <summary>The new version.</summary>
    public AppVersion? New { get; init; }

    /// <summary>The other live versions of the database.</summary>
    public IReadOnlyList<AppVersion> Others { get; init; } = [];

    /// <summary>The required checks.</summary>
    public IReadOnlyList<EvidenceRow> Evidence { get; init; } = [];

    /// <summary>The rollback floor; null where there is none.</summary>
    public RollbackFloor? Floor { get; init; }

    /// <summary>The freeze of now.</summary>
    public Freeze? Frozen { get; init; }

    /// <summary>Why the ledger did not answer; null when it did.</summary>
    public string? WithoutLedger { get; init; }

    /// <summary>What can be done next.</summary>
    public NextStep? Next { get; init; }

    /// <summary>The names in the DNS that lead to the service.</summary>
    public IReadOnlyList<NameRecord> Dns { get; init; } = [];

    /// <summary>Until when clients may go by what the DNS said before the traffic moved; null where it did not move, or there are no names.</summary>
    public DateTimeOffset? OldNamesUntil => Dns.Count == 0 ? null : (State is ReleaseState.Held held ? held.Was : State) switch
    {
        ReleaseState.Baking baking => baking.Switched.ObservedAt + Dns.Max(name => name.Ttl),
        ReleaseState.WindowOpen open => open.Switched.ObservedAt + Dns.Max(name => name.Ttl),
        ReleaseState.Retiring retiring => retiring.Switched.ObservedAt + Dns.Max(name => name.Ttl),
        ReleaseState.RolledBack back => back.ObservedAt + Dns.Max(name => name.Ttl),
        _ => null,
    };

    /// <summary>When the promised way back ends; null outside of a window.</summary>
    public DateTimeOffset? Window => State is ReleaseState.WindowOpen open ? open.Until : null;
}
