using MigrationGuard.Contracts;
using MigrationGuard.Gate.Maintenance;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Queue;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases.Queue;

/// <summary>A removal with where it stands.</summary>
internal sealed record QueueEntry
{
    /// <summary>The release.</summary>
    public required ReleaseRecord Release { get; init; }

    /// <summary>Where the release is.</summary>
    public required ReleaseState State { get; init; }

    /// <summary>What is to be removed.</summary>
    public IReadOnlyList<ContractObject> Objects { get; init; } = [];

    /// <summary>Why it can go or not, item by item.</summary>
    public required IReadOnlyList<ContractReason> Reasons { get; init; }

    /// <summary>When it is scheduled for; null while it is not.</summary>
    public ContractNote? Schedule { get; init; }

    /// <summary>The next window that it is scheduled for.</summary>
    public WindowSpan? Next { get; init; }

    /// <summary>What an approval would be bound to; null where that is not known.</summary>
    public ContractInputs? Inputs { get; init; }

    /// <summary>Since when nothing is known to have run that needs it.</summary>
    public DateTimeOffset? UnusedSince { get; init; }

    /// <summary>How long what is left may take.</summary>
    public IReadOnlyList<StepEstimate> Estimates { get; init; } = [];

    /// <summary>Whether every condition holds.</summary>
    public bool CanGo => Reasons.All(reason => reason.Holds);

    /// <summary>The conditions that do not hold.</summary>
    public IEnumerable<ContractReason> Missing => Reasons.Where(reason => !reason.Holds);

    /// <summary>A word for programs: <c>can-go</c>, <c>hidden</c>, <c>waits</c> for its window, or <c>cannot-go</c>.</summary>
    public string Standing => this switch
    {
        { CanGo: true } => "can-go",
        { State: ReleaseState.Tombstoned } when Only(ContractCondition.Tombstone, ContractCondition.Window) => "hidden",
        { Schedule: not null } when Only(ContractCondition.Tombstone, ContractCondition.Window) => "waits",
        _ => "cannot-go",
    };

    private bool Only(params ContractCondition[] conditions) => Missing.All(reason => Array.IndexOf(conditions, reason.Condition) >= 0 && reason.Verdict == EvidenceVerdict.Fail);
}
