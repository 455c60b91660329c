using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>What routers say, in the words of a release.</summary>
internal static class Sights
{
    /// <summary>Where a router is.</summary>
    public static RouterSight Of(RouterObservation observation, ReleaseRecord release) => Where(observation, release) with
    {
        Targets = observation.Targets?.Select(target => new TargetSight(target.Name, Where(target.Seen, release), target.At)).ToArray(),
    };

    private static RouterSight Where(RouterObservation observation, ReleaseRecord release) => observation switch
    {
        RouterObservation.At at when string.Equals(at.Slot, release.New.Slot, StringComparison.Ordinal) => new RouterSight.On(Side.New, at.Generation),
        RouterObservation.At at when string.Equals(at.Slot, release.Old.Slot, StringComparison.Ordinal) => new RouterSight.On(Side.Old, at.Generation),
        RouterObservation.At at => new RouterSight.Elsewhere(at.Slot, at.Generation),
        RouterObservation.Shared { Share: var share } shared when share.To == release.New.Slot && share.From == release.Old.Slot => new RouterSight.Shared(share.Percent, shared.Generation),
        RouterObservation.Shared { Share: var share } shared when share.To == release.Old.Slot && share.From == release.New.Slot => new RouterSight.Shared(100 - share.Percent, shared.Generation),
        RouterObservation.Shared shared => new RouterSight.Elsewhere($"{shared.Share.From} and {shared.Share.To}", shared.Generation),
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
        { Both: { } both } when both == Ordered(release.Old.Version, release.New.Version) => FrontDoor.Both,
        _ => FrontDoor.Mixed,
    };

    private static (string, string) Ordered(string one, string other) => string.CompareOrdinal(one, other) < 0 ? (one, other) : (other, one);
}
