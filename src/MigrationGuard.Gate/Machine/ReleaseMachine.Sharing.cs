using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using static MigrationGuard.Gate.Machine.ReleaseCommand;
using static MigrationGuard.Gate.Machine.ReleaseEvent;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Machine;

/// <content>Shares of the traffic before all of it moves.</content>
public static partial class ReleaseMachine
{
    /// <summary>The next share, or all of the traffic where there is none.</summary>
    private static Decision Advance(int percent, long from, Departure left, Reread read, GatePolicy policy)
    {
        var why = read.Evidence == EvidenceVerdict.Pass ? read.Why : $"would be refused: {read.Why}";
        return policy.Weights.FirstOrDefault(weight => weight > percent) is > 0 and var next
            ? new(new Sharing(next, from + 1, from, read.At, read.At + policy.SwitchBudget) { Left = left, Fingerprint = read.Fingerprint }, [new Share(next, from + 1, from)], why)
            : new(new Switching(from + 1, from, read.At, read.At + policy.SwitchBudget) { Left = percent > 0 ? left : null, Fingerprint = read.Fingerprint }, [new Flip(Side.New, from + 1, from)], why);
    }

    private static Decision InSharing(Sharing state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        // Time that nobody watched is not credited.
        Resumed => Keep(state with { Good = 0 }, "the windows of this share are counted from the start", new ObserveRouter()),
        RouterSeen seen => InSharing(state, seen, policy),
        Reread { Router: RouterSight.Shared shared } read when state.Given && state.Good >= policy.WeightWindows && Has(state, shared) => Further(state, read, policy),
        Reread { Router: RouterSight.NotYet or RouterSight.Unknown } read when !state.Given => ShareAgain(state, read, policy),
        Reread read when !state.Given && IsAt(read.Router, state.From) => ShareAgain(state, read, policy),
        Reread read => InSharing(state, new RouterSeen(read.At, read.Router) { Way = read.Way }, policy),
        FrontDoorSeen { Answer: FrontDoor.New or FrontDoor.Old or FrontDoor.Both } seen => Go(state with { Given = true, SilentSince = null }, seen.Why),
        FrontDoorSeen seen when IsOver(state.DecidedAt, state.Deadline, seen.At) => GoBack(state, seen, RollbackCause.Budget, $"the share took longer than {policy.SwitchBudget:c}: {seen.Why}", policy),
        FrontDoorSeen { Answer: FrontDoor.Silent } seen when IsUnanswered(state.SilentSince, seen.At, policy) => GoBack(state, seen, RollbackCause.FrontDoor, $"nobody is answered at the front door for {policy.FrontDoorPatience:c}: {seen.Why}", policy),
        FrontDoorSeen { Answer: FrontDoor.Silent } seen => Keep(state with { SilentSince = state.SilentSince ?? seen.At }, seen.Why, new Wait(policy.PollInterval), new ProbeFrontDoor()),
        FrontDoorSeen seen => Keep(state with { SilentSince = null }, seen.Why, new Wait(policy.PollInterval), new ProbeFrontDoor()),

        // Good numbers are those of the share only if the router is still there.
        Measured { Reading: BakeReading.Good } measured when state.Given => Keep(state with { Good = state.Good + 1 }, measured.Why, new ObserveRouter()),
        Measured { Reading: BakeReading.Bad } measured => GoBack(state, measured, RollbackCause.Bake, measured.Why, policy),
        Measured measured when state.Given => HoldIn(state, HoldCause.Inconclusive, measured.Why),
        LedgerLost lost => GoBack(state, lost, RollbackCause.LedgerLost, $"the ledger does not answer while the traffic is divided: {lost.Why}", policy),
        CommandFailed failed when !state.Given => GoBack(state, failed, RollbackCause.LedgerLost, $"it cannot be read what the share depends on: {failed.Why}", policy),
        _ => Otherwise(state, happened),
    };

    private static Decision InSharing(Sharing state, RouterSeen seen, GatePolicy policy) => seen.Sight switch
    {
        RouterSight.Shared shared when Has(state, shared) && !state.Given => Keep(state, Text(seen.Sight), new ProbeFrontDoor()),
        RouterSight.Shared shared when Has(state, shared) && state.Good >= policy.WeightWindows => Keep(state, $"{state.Good} good windows with {state.Percent} %", RereadFor(state.Fingerprint, state.Left)),
        RouterSight.Shared shared when Has(state, shared) => Go(state, Text(seen.Sight)),
        RouterSight.On { Side: Side.Old } on when on.Generation > state.Generation => FoundBack(on.Generation, seen, policy),
        var sight when !state.Given && sight is RouterSight.NotYet or RouterSight.Unknown && IsPartialOver(sight, state.DecidedAt, seen.At, policy) =>
            GoBack(state, seen, RollbackCause.Partial, $"not all targets followed within {policy.PartialBudget:c}: {Text(sight)}", policy),
        var sight when !state.Given && (sight is RouterSight.NotYet or RouterSight.Unknown || IsAt(sight, state.From)) => IsOver(state.DecidedAt, state.Deadline, seen.At)
            ? GoBack(state, seen, RollbackCause.Budget, $"the share took longer than {policy.SwitchBudget:c}: {Text(sight)}", policy)
            : Keep(state, Text(sight), new Wait(policy.PollInterval), RereadFor(state.Fingerprint, state.Left)),
        RouterSight.NotYet or RouterSight.Unknown => RestIn(state, ReleaseAnswer.Dependency, Text(seen.Sight)),
        _ => HoldIn(state, HoldCause.Router, $"somebody else moved the router: {Text(seen.Sight)}"),
    };

    private static Decision Further(Sharing state, Reread read, GatePolicy policy) =>
        policy.FreezeAt(read.At) is { } freeze ? Frozen(state, freeze) : Doubt(state, read, (state.Fingerprint, policy)) ?? Advance(state.Percent, state.Generation, state.Left, read, policy);

    private static Decision ShareAgain(Sharing state, Reread read, GatePolicy policy) =>
        Doubt(state, read, (state.Fingerprint, policy)) ?? Keep(state, read.Why, new Share(state.Percent, state.Generation, state.From));

    /// <summary>Why traffic must not go further, although it began to: it goes back, rests or is held. Null where nothing speaks against it.</summary>
    private static Decision? Doubt(ReleaseState state, Reread read, (string Fingerprint, GatePolicy Policy) need) =>
        Differs(read.Fingerprint, need.Fingerprint) ? GoBack(state, read, RollbackCause.Reread, Drift(read.Fingerprint, need.Fingerprint), need.Policy)
        : read.Evidence != EvidenceVerdict.Pass && need.Policy.Mode == GateMode.Enforce ? GoBack(state, read, RollbackCause.Reread, read.Why, need.Policy)
        : read.Way.Standing == WayStanding.Unknown ? RestIn(state, ReleaseAnswer.Unknown, $"it is not known whether there would be a way back: {read.Way.Why}")
        : read.Way.Standing == WayStanding.Closed ? HoldIn(state, HoldCause.NoWayBack, $"there would be no way back: {read.Way.Why}")
        : null;

    private static bool Has(Sharing state, RouterSight.Shared shared) => shared.Generation == state.Generation && shared.Percent == state.Percent;

    /// <summary>Whether the router is where it was before a change that has not happened yet.</summary>
    private static bool IsAt(RouterSight sight, long from) => sight is RouterSight.On { Side: Side.Old } on ? on.Generation == from : sight is RouterSight.Shared shared && shared.Generation == from;

    // The evidence of the departure counts: under traffic the measurements of every share are younger than any suite.
    private static RereadEverything RereadFor(string fingerprint, Departure left) => new(fingerprint) { Generation = left.Generation, At = left.At };
}
