using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>What a person asks of a release.</summary>
/// <param name="Action">What.</param>
/// <param name="Person">Who.</param>
/// <param name="Reason">Why; null where nothing was said.</param>
public sealed record ReleaseRequest(ReleaseAction Action, string Person, string? Reason)
{
    /// <summary>For <see cref="ReleaseAction.Extend"/>: the new end of the window.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>For going back: whether the person takes it upon them that the rollback floor is not known.</summary>
    public bool AcceptsUnknownFloor { get; init; }

    /// <summary>For closing a window: whether the person takes it upon them that clients still go by old answers of the DNS.</summary>
    public bool AcceptsOldNames { get; init; }

    /// <summary>For going back while neither the ledger nor this machine knows the release: what the configuration says of it.</summary>
    public ReleaseRecord? Assumed { get; init; }
}
