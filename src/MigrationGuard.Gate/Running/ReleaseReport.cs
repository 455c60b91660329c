using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Gate.Running;

/// <summary>How a run ended.</summary>
/// <param name="Answer">The answer, which is also the exit code.</param>
/// <param name="Why">The reason, in a sentence.</param>
public sealed record ReleaseReport(ReleaseAnswer Answer, string Why)
{
    /// <summary>The release; null where there is none.</summary>
    public string? Release { get; init; }

    /// <summary>Where it is; null when nothing was read.</summary>
    public ReleaseState? State { get; init; }

    /// <summary>Who holds the lease, when somebody else does.</summary>
    public LeaseAnswer.Busy? Busy { get; init; }

    /// <summary>From the decision to switch until router and front door were seen on the new version, in seconds.</summary>
    public double? SwitchSeconds { get; init; }

    /// <summary>From the decision to switch until the old version worked on no request any more, in seconds; null where they were not counted or some were left.</summary>
    public double? LastOldRequestSeconds { get; init; }

    /// <summary>From the decision to go back until the router was seen on the old version, in seconds.</summary>
    public double? RollbackSeconds { get; init; }

    /// <summary>What is hidden, or would be; null where it was not asked for.</summary>
    public IReadOnlyList<HiddenObject>? Objects { get; init; }

    /// <summary>Why nothing can be hidden.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Whether the ledger was out of reach; what happened is kept on this machine and told to the ledger by the next run.</summary>
    public bool WithoutLedger { get; init; }
}
