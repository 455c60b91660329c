using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Observing;

/// <summary>A decision that is written down.</summary>
/// <param name="Release">The release.</param>
/// <param name="From">Where it was.</param>
/// <param name="Happened">What happened.</param>
/// <param name="Decision">What follows.</param>
/// <param name="Key">The key of the entry in the journal of the release.</param>
public sealed record ReleaseMove(ReleaseRecord Release, ReleaseState From, ReleaseEvent Happened, Decision Decision, string Key)
{
    /// <summary>Where it is.</summary>
    public ReleaseState To => Decision.State;
}
