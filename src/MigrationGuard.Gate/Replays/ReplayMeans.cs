using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Verification;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Replays;

/// <summary>What requests are replayed with.</summary>
public sealed record ReplayMeans
{
    /// <summary>The slots by the names that the router uses.</summary>
    public required IReadOnlyDictionary<string, SlotDoor> Slots { get; init; }

    /// <summary>The header by which an answer names its version; <c>X-Release</c> by default.</summary>
    public string ReleaseHeader { get; init; } = "X-Release";

    /// <summary>Says which version runs in a slot, before and afterwards; null where nothing can.</summary>
    public ISlotIdentity? Identity { get; init; }

    /// <summary>Looks whether the new version writes; null where nothing can.</summary>
    public IWriteActivity? Writes { get; init; }
}
