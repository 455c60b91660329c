using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>What routers say, in the words of a release.</summary>
internal static class Sights
{
    /// <summary>Where a router is.</summary>
    public static RouterSight Of(RouterObservation observation, ReleaseRecord release) => observation switch
    {
        RouterObservation.At at when string.Equals(at.Slot, release.New.Slot, StringComparison.Ordinal) => new RouterSight.On(Side.New, at.Generation),
        RouterObservation.At at when string.Equals(at.Slot, release.Old.Slot, StringComparison.Ordinal) => new RouterSight.On(Side.Old, at.Generation),
        RouterObservation.At at => new RouterSight.Elsewhere(at.Slot, at.Generation),
        RouterObservation.Shared shared => new RouterSight.NotYet(FormattableString.Invariant($"slot {shared.Share.To} has {shared.Share.Percent} % of the traffic, slot {shared.Share.From} the rest, at generation {shared.Generation}")),
        RouterObservation.NotYet notYet => new RouterSight.NotYet(notYet.Reason),
        RouterObservation.Unknown unknown => new RouterSight.Unknown(unknown.Reason),
        _ => new RouterSight.Unknown("the router says nothing"),
    };

    /// <summary>Who answers through the front door.</summary>
    public static FrontDoor Of(ProbeResult probe, ReleaseRecord release) => probe switch
    {
        { Answered: 0 } => FrontDoor.Silent,
        { Failed: > 0 } => FrontDoor.Failing,
        { Release: { } label } when string.Equals(label, release.New.Version, StringComparison.Ordinal) => FrontDoor.New,
        { Release: { } label } when string.Equals(label, release.Old.Version, StringComparison.Ordinal) => FrontDoor.Old,
        _ => FrontDoor.Mixed,
    };
}
