using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using static MigrationGuard.Gate.Machine.ReleaseCommand;
using static MigrationGuard.Gate.Machine.ReleaseEvent;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Machine;

/// <content>From the first flip to the end of the old version.</content>
public static partial class ReleaseMachine
{
    private static Decision InSwitching(Switching state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        RouterSeen { Sight: RouterSight.On { Side: Side.New } on } when on.Generation == state.Generation => Keep(state, "the router is on the new version", new ProbeFrontDoor()),
        RouterSeen { Sight: RouterSight.On { Side: Side.Old } on } seen when on.Generation > state.Generation => FoundBack(on.Generation, seen, policy),
        RouterSeen seen when policy.OnPartial == PartialPolicy.Forward && IsPartialOver(seen.Sight, state.DecidedAt, seen.At, policy) && IsMajority(seen.Sight.Targets, state.Generation) =>
            Keep(state with { Partly = true }, Text(seen.Sight), new ProbeFrontDoor()),
        RouterSeen seen when IsAt(seen.Sight, state.From) => Retry(state, seen, seen.Sight is RouterSight.On ? "the router is still on the old version" : Text(seen.Sight), policy),
        RouterSeen { Sight: RouterSight.On or RouterSight.Shared or RouterSight.Elsewhere } seen => HoldIn(state, HoldCause.Router, $"somebody else moved the router: {Text(seen.Sight)}"),
        RouterSeen seen when IsPartialOver(seen.Sight, state.DecidedAt, seen.At, policy) => GoBack(state, seen, RollbackCause.Partial, $"not all targets followed within {policy.PartialBudget:c}: {Text(seen.Sight)}", policy),
        RouterSeen seen => Retry(state, seen, Text(seen.Sight), policy),
        Reread { Router: RouterSight.NotYet or RouterSight.Unknown } read => TryAgain(state, read, policy),
        Reread read when IsAt(read.Router, state.From) => TryAgain(state, read, policy),
        Reread read => InSwitching(state, new RouterSeen(read.At, read.Router) { Way = read.Way }, policy),
        FrontDoorSeen { Answer: var answer } seen when answer == FrontDoor.New || (state.Partly && answer == FrontDoor.Both) => Go(new Baking(new Switched(state.Generation, state.DecidedAt, seen.At), 0, false), seen.Why),
        FrontDoorSeen seen when IsOver(state.DecidedAt, state.Deadline, seen.At) => GoBack(state, seen, RollbackCause.Budget, $"the switch took longer than {policy.SwitchBudget:c}: {seen.Why}", policy),
        FrontDoorSeen { Answer: FrontDoor.Silent } seen when IsUnanswered(state.SilentSince, seen.At, policy) => GoBack(state, seen, RollbackCause.FrontDoor, $"nobody is answered at the front door for {policy.FrontDoorPatience:c}: {seen.Why}", policy),
        FrontDoorSeen { Answer: FrontDoor.Silent } seen => Keep(state with { SilentSince = state.SilentSince ?? seen.At }, seen.Why, new Wait(policy.PollInterval), new ProbeFrontDoor()),
        FrontDoorSeen seen => Keep(state with { SilentSince = null }, seen.Why, new Wait(policy.PollInterval), new ProbeFrontDoor()),
        LedgerLost lost => GoBack(state, lost, RollbackCause.LedgerLost, $"the ledger does not answer in the middle of the switch: {lost.Why}", policy),
        CommandFailed failed => GoBack(state, failed, RollbackCause.LedgerLost, $"it cannot be read what the switch depends on: {failed.Why}", policy),
        _ => Otherwise(state, happened),
    };

    // Time passed, perhaps without this process: what counted when it was decided may count no more.
    private static Decision TryAgain(Switching state, Reread read, GatePolicy policy) =>
        Doubt(state, read, (state.Fingerprint, policy)) ?? Keep(state, read.Why, new Flip(Side.New, state.Generation, state.From));

    private static Decision Retry(Switching state, ReleaseEvent happened, string why, GatePolicy policy) => IsOver(state.DecidedAt, state.Deadline, happened.At)
        ? GoBack(state, happened, RollbackCause.Budget, $"the switch took longer than {policy.SwitchBudget:c}: {why}", policy)
        : Keep(state, why, new Wait(policy.PollInterval), state.Left is { } left ? RereadFor(state.Fingerprint, left) : new RereadEverything(state.Fingerprint) { Generation = state.From });

    // A clock that went back further than the budget would otherwise extend the switch without end.
    private static bool IsOver(DateTimeOffset decidedAt, DateTimeOffset deadline, DateTimeOffset at) => at >= deadline || at < decidedAt - (deadline - decidedAt);

    // Customers are not answered meanwhile; a router that is only on its way answers them by the old version. A probe that nobody answers takes its time, too.
    private static bool IsUnanswered(DateTimeOffset? silentSince, DateTimeOffset at, GatePolicy policy) => silentSince is { } since && (at >= since + (policy.FrontDoorPatience / 2) || at < since);

    private static Decision InBaking(Baking state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        // Time that nobody watched is not credited.
        Resumed => Keep(state with { Good = 0 }, "the windows are counted from the start", new ObserveRouter()),
        RouterSeen { Sight: RouterSight.On { Side: Side.New } on } seen when on.Generation == state.Switched.Generation && state.Good >= policy.BakeWindows =>
            Go(new WindowOpen(state.Switched, seen.At + policy.RollbackWindow + policy.LongestTtl), $"{state.Good} good windows in a row"),
        RouterSeen seen => AfterSwitch(state, state.Switched, seen, policy),
        DrainSeen drain => Go(state with { Drained = true }, Text(drain)),
        // Good numbers are the new version's only if the router is still there.
        Measured { Reading: BakeReading.Good } measured => Keep(state with { Good = state.Good + 1 }, measured.Why, new ObserveRouter()),
        Measured { Reading: BakeReading.Bad } measured => GoBack(state, measured, RollbackCause.Bake, measured.Why, policy),
        Measured measured => HoldIn(state, HoldCause.Inconclusive, measured.Why),
        _ => Otherwise(state, happened),
    };

    private static Decision InWindowOpen(WindowOpen state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        Resumed => Keep(state, "is the router where it was?", new ObserveRouter()),
        RouterSeen seen => AfterSwitch(state, state.Switched, seen, policy),
        Asked { Action: ReleaseAction.Close, AcceptsOldNames: false } asked when OldNamesUntil(state.Switched.ObservedAt, policy) is var until && asked.At < until =>
            RestIn(state, ReleaseAnswer.Policy, $"{OldNames(until, policy)}, and reach the old version; closing it earlier has to say so"),
        Asked { Action: ReleaseAction.Close } asked when asked.At < state.Until && string.IsNullOrWhiteSpace(asked.Reason) =>
            RestIn(state, ReleaseAnswer.Policy, $"the way back is promised until {state.Until:u}; closing it earlier needs a reason"),
        Asked { Action: ReleaseAction.Close } asked => Go(new Retiring(state.Switched, OldSight.Unknown), By(asked)),
        Asked { Action: ReleaseAction.Extend, Until: { } until } asked when until > state.Until => Go(state with { Until = until }, By(asked)),
        Asked { Action: ReleaseAction.Extend } => RestIn(state, ReleaseAnswer.Policy, $"the way back is promised until {state.Until:u} already"),
        _ => Otherwise(state, happened),
    };

    private static Decision InRetiring(Retiring state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        Resumed => Keep(state, "is the router where it was?", new ObserveRouter()),
        RouterSeen seen => AfterSwitch(state, state.Switched, seen, policy),
        Asked { Action: ReleaseAction.Close } => Go(state, "is the old version gone?"),
        OldSeen { Old: OldSight.Gone } seen when OldNamesUntil(state.Switched.ObservedAt, policy) is var until && seen.At < until =>
            RestIn(state with { Old = seen.Old }, ReleaseAnswer.Policy, $"{OldNames(until, policy)}: the old version is not retired earlier"),
        OldSeen { Old: OldSight.Gone, SupportEnded: true } seen => Go(new ContractPending(new Retirement(state.Switched, seen.At)), seen.Why),
        OldSeen { Old: OldSight.Unknown } seen => RestIn(state with { Old = seen.Old }, ReleaseAnswer.Unknown, seen.Why),
        OldSeen seen => RestIn(state with { Old = seen.Old }, ReleaseAnswer.No, seen.Why),
        _ => Otherwise(state, happened),
    };

    private static Decision AfterSwitch(ReleaseState state, Switched switched, RouterSeen seen, GatePolicy policy) => seen.Sight switch
    {
        RouterSight.On { Side: Side.New } on when on.Generation == switched.Generation => Go(state, "the router is on the new version"),
        RouterSight.On { Side: Side.Old } on when on.Generation > switched.Generation => FoundBack(on.Generation, seen, policy),
        RouterSight.On or RouterSight.Shared or RouterSight.Elsewhere => HoldIn(state, HoldCause.Router, $"somebody else moved the router: {Text(seen.Sight)}"),
        _ => RestIn(state, ReleaseAnswer.Dependency, Text(seen.Sight)),
    };

    private static Decision FoundBack(long generation, RouterSeen seen, GatePolicy policy) =>
        Back(new RolledBack(generation, RollbackCause.Found, seen.At, seen.At, false), seen.At, "the router was found back on the old version", policy);

    private static string Text(DrainSeen drain) => drain switch
    {
        { Counted: false } => "the requests of the old version could not be counted; time passed",
        { Remaining: 0 } => "the old version works on no request any more",
        _ => $"the old version still works on {drain.Remaining} requests at the deadline",
    };

    private static string Text(RouterSight sight) => sight switch
    {
        RouterSight.On on => $"it is on the {Words.Hyphenated(on.Side.ToString())} version at generation {on.Generation}",
        RouterSight.Shared shared => $"the new version has {shared.Percent} % of the traffic at generation {shared.Generation}",
        RouterSight.Elsewhere elsewhere => $"it is on slot {elsewhere.Slot} at generation {elsewhere.Generation}",
        RouterSight.NotYet notYet => $"the router is not there yet: {notYet.Reason}",
        RouterSight.Unknown unknown => $"the router does not say where it is: {unknown.Reason}",
        _ => "",
    };
}
