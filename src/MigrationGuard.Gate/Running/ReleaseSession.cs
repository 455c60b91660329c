using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>What one run knows of its release.</summary>
internal sealed class ReleaseSession(ReleaseRecord release, ReleaseState state, ReleaseClock clock, RunOptions options)
{
    /// <summary>The release.</summary>
    public ReleaseRecord Release { get; } = release;

    /// <summary>The clock of the run.</summary>
    public ReleaseClock Clock { get; } = clock;

    /// <summary>How it is run.</summary>
    public RunOptions Options { get; } = options;

    /// <summary>Where it is.</summary>
    public ReleaseState State { get; set; } = state;

    /// <summary>The lease; null while the ledger is out of reach.</summary>
    public LeaseKeeper? Keeper { get; set; }

    /// <summary>Whether the old version can have the traffic back, as it was read last.</summary>
    public WayBack Way { get; set; } = WayBack.Unknown;

    /// <summary>When the requests of the old version were seen to have ended; null while it is not known.</summary>
    public double? LastOldRequestSeconds { get; set; }

    /// <summary>The lease, for what cannot be done without one.</summary>
    /// <exception cref="Servers.DatabaseException">The ledger is out of reach.</exception>
    public Lease Lease => Keeper?.Lease ?? throw new Servers.DatabaseException("the ledger is out of reach", null, null);

    /// <summary>How a run ends from here.</summary>
    public ReleaseReport Report(ReleaseAnswer answer, string why)
    {
        var switched = State switch
        {
            ReleaseState.Baking baking => baking.Switched,
            ReleaseState.WindowOpen open => open.Switched,
            ReleaseState.Retiring retiring => retiring.Switched,
            _ => null,
        };
        return new(answer, why)
        {
            Release = Release.Id,
            State = State,
            SwitchSeconds = (switched?.ObservedAt - switched?.DecidedAt)?.TotalSeconds,
            LastOldRequestSeconds = LastOldRequestSeconds,
            RollbackSeconds = State is ReleaseState.RolledBack { Cause: not RollbackCause.Found } back ? back.RollbackSeconds : null,
            WithoutLedger = Keeper is null,
        };
    }
}
