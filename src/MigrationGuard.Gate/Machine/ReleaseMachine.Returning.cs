using MigrationGuard.Gate.Policies;
using static MigrationGuard.Gate.Machine.ReleaseCommand;
using static MigrationGuard.Gate.Machine.ReleaseEvent;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Machine;

/// <content>Holding, giving up and going back. Nothing here asks about the new version, nor for the database.</content>
public static partial class ReleaseMachine
{
    private static Decision Hold(ReleaseState state, Asked asked) => state switch
    {
        Held => RestIn(state, ReleaseAnswer.Held, "it is held already"),
        Done or Aborted or RolledBack => Otherwise(state, asked),
        _ => HoldIn(state, HoldCause.Asked, By(asked)),
    };

    private static Decision Abort(ReleaseState state, Asked asked, GatePolicy policy) => state switch
    {
        Draft or Prepared or Expanding or Backfilling or Verifying or Ready => Go(new Aborted(By(asked), false, false), By(asked)),
        Sharing or Switching or Baking or WindowOpen => Refusal(state, asked) is { } refusal
            ? HoldIn(state, HoldCause.NoWayBack, refusal.Why)
            : Return(state, asked, RollbackCause.Asked, By(asked), policy),
        Retiring or Contracting => HoldIn(state, HoldCause.Asked, By(asked)),
        ContractPending => Go(new Aborted(By(asked), true, false), By(asked)),
        Tombstoned tombstoned => Go(tombstoned with { Lifting = true }, By(asked)),
        RollingBack => Go(state, "it is on its way back already"),
        Held { Was: RollingBack back } => Decide(back, new Resumed(asked.At), policy),
        Held held => Abort(held.Was, asked, policy) is { State: not Held } decision && !decision.State.Equals(held.Was) ? decision : RestIn(held, ReleaseAnswer.Held, held.Why),
        _ => Otherwise(state, asked),
    };

    private static Decision Rollback(ReleaseState state, Asked asked, GatePolicy policy) => state switch
    {
        Draft or Prepared or Expanding or Backfilling or Verifying or Ready => Go(new Aborted(By(asked), false, false), "the traffic never left the old version"),
        Sharing or Switching or Baking or WindowOpen or Retiring or ContractPending or Tombstoned => Refusal(state, asked) ?? Return(state, asked, RollbackCause.Asked, By(asked), policy),
        Contracting or Done => RestIn(state, ReleaseAnswer.Policy, $"what the old version needs is being removed or is gone: {asked.Way.Why}; go on with a new release"),
        RolledBack { Withdrawn: true } => RestIn(state, ReleaseAnswer.Yes, "the old version has the traffic already"),
        RolledBack => Keep(state, "is the router where it was?", new ObserveRouter()),
        RollingBack => Go(state, "it is on its way back already"),
        Held { Was: RollingBack back } => Decide(back, new Resumed(asked.At), policy),
        Held { Was: RolledBack back } => Refusal(back, asked) is { } refusal ? refusal with { State = state } : Return(back, asked, RollbackCause.Asked, By(asked), policy),
        Held held => Rollback(held.Was, asked, policy) is var decision && decision.State.Equals(held.Was) ? decision with { State = held } : decision,
        Aborted { Settled: true } => RestIn(state, ReleaseAnswer.Policy, "the new version has the traffic for good; go on with a new release"),
        _ => RestIn(state, ReleaseAnswer.Yes, "the traffic never left the old version"),
    };

    /// <summary>Why a person's wish to go back is refused; null when it is not.</summary>
    private static Decision? Refusal(ReleaseState state, Asked asked) => asked.Way switch
    {
        { Standing: WayStanding.Closed } way => RestIn(state, ReleaseAnswer.Policy, way.Why),
        { Standing: WayStanding.Unknown } way when !asked.AcceptsUnknownFloor => RestIn(state, ReleaseAnswer.Unknown, way.Why),
        { Old: OldSight.Gone } => RestIn(state, ReleaseAnswer.Policy, "the old version is gone; deploy it again first"),
        { Old: OldSight.Unknown } when state is Retiring or ContractPending or Tombstoned => RestIn(state, ReleaseAnswer.Unknown, "the old version may be gone; see that it runs first"),
        _ => null,
    };

    /// <summary>Goes back without being asked, or waits for a person where the old version cannot have the traffic.</summary>
    private static Decision GoBack(ReleaseState state, ReleaseEvent happened, RollbackCause cause, string why, GatePolicy policy) =>
        happened.Way is { Standing: WayStanding.Open, Old: not OldSight.Gone }
            ? Return(state, happened, cause, why, policy)
            : HoldIn(state, HoldCause.NoWayBack, $"{why}; it should go back and must not: {happened.Way.Why}");

    private static Decision Return(ReleaseState state, ReleaseEvent happened, RollbackCause cause, string why, GatePolicy policy) =>
        Go(new RollingBack(Highest(state), cause, happened.At, happened.At + policy.SwitchBudget) { Lifting = state is Tombstoned }, why);

    private static long Highest(ReleaseState state) => state switch
    {
        Sharing sharing => sharing.Generation,
        Switching switching => switching.Generation,
        Baking baking => baking.Switched.Generation,
        WindowOpen open => open.Switched.Generation,
        Retiring retiring => retiring.Switched.Generation,
        ContractPending pending => pending.Retirement.Switched.Generation,
        Tombstoned tombstoned => tombstoned.Grant.Retirement.Switched.Generation,
        RolledBack back => back.Generation,
        _ => 0,
    };

    private static Decision InRollingBack(RollingBack state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        Resumed => Go(state with { Deadline = happened.At + policy.SwitchBudget, Told = false }, "goes on going back"),
        TombstoneSeen { Sight: TombstoneSight.Lifted } seen => Go(state with { Lifting = false }, seen.Why),
        TombstoneSeen seen => LiftAgain(state, seen.At, seen.Why, policy),
        CommandFailed failed when state.Lifting => LiftAgain(state, failed.At, failed.Why, policy),
        RouterSeen { Sight: RouterSight.On { Side: Side.Old } on } seen when on.Generation > state.After =>
            Back(new RolledBack(on.Generation, state.Cause, state.DecidedAt, seen.At, false), seen.At, "the router is on the old version", policy),
        RouterSeen seen when state.Told && (seen.At >= state.Deadline || IsPartialOver(seen.Sight, state.Deadline - policy.SwitchBudget, seen.At, policy)) => HoldIn(state, HoldCause.Router, Text(seen.Sight)),
        RouterSeen { Sight: RouterSight.On on } => FlipBack(state, on.Generation, Text((RouterSight)on), policy),
        RouterSeen { Sight: RouterSight.Shared shared } => FlipBack(state, shared.Generation, Text((RouterSight)shared), policy),
        RouterSeen { Sight: RouterSight.Elsewhere elsewhere } => FlipBack(state, elsewhere.Generation, Text((RouterSight)elsewhere), policy),
        RouterSeen seen => FlipBack(state, state.After, Text(seen.Sight), policy),
        LedgerLost => Go(state, "goes on without the ledger"),
        _ => Otherwise(state, happened),
    };

    private static Decision FlipBack(RollingBack state, long seen, string why, GatePolicy policy)
    {
        var after = Math.Max(state.After, seen);
        var flip = new Flip(Side.Old, after + 1, seen);
        return Keep(state with { After = after, Told = true }, why, state.Told ? [new Wait(policy.PollInterval), flip] : [flip]);
    }

    private static Decision LiftAgain(RollingBack state, DateTimeOffset at, string why, GatePolicy policy) => at >= state.Deadline
        ? HoldIn(state, HoldCause.NoWayBack, $"what the old version needs is still hidden: {why}")
        : Keep(state, why, new Wait(policy.PollInterval), new LiftTombstone());

    private static Decision InRolledBack(RolledBack state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        Resumed when !state.Withdrawn => Keep(state, "is the router where it was?", new ObserveRouter()),
        RouterSeen { Sight: RouterSight.On { Side: Side.Old } } seen => Back(state, seen.At, "the router is on the old version", policy),
        RouterSeen { Sight: RouterSight.On or RouterSight.Shared or RouterSight.Elsewhere } seen => HoldIn(state, HoldCause.Router, $"somebody else moved the router: {Text(seen.Sight)}"),
        RouterSeen seen => RestIn(state, ReleaseAnswer.Dependency, Text(seen.Sight)),
        ReleaseEvent.Withdrawn => Go(state with { Withdrawn = true }, "the new version no longer counts as live"),
        // The traffic is back, which is what counts; the next process that reaches the ledger does the rest.
        CommandFailed or LedgerLost => Keep(state, "the ledger will be told later", Next(state with { Withdrawn = true })),
        _ => Otherwise(state, happened),
    };

    private static Decision InHeld(Held state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        Asked { Action: ReleaseAction.Resume } asked => Decide(state.Was, new Resumed(asked.At) { Way = asked.Way }, policy),
        Resumed when state.Was is Sharing or Switching or Baking or WindowOpen or Retiring or RollingBack => Keep(state, "is the router where it was?", new ObserveRouter()),
        RouterSeen { Sight: RouterSight.On { Side: Side.Old } on } seen when on.Generation > Highest(state.Was) && state.Was is Sharing or Switching or Baking or WindowOpen or Retiring =>
            FoundBack(on.Generation, seen, policy),
        RouterSeen { Sight: RouterSight.On { Side: Side.Old } on } seen when state is { Was: RollingBack back, Cause: HoldCause.Router } && on.Generation > back.After => InRollingBack(back, seen, policy),
        RouterSeen or Resumed => Go(state, state.Why),
        Asked asked => RestIn(state, ReleaseAnswer.Held, $"it is held: {state.Why}; {Words.Hyphenated(asked.Action.ToString())} can be asked after resume"),
        _ => Otherwise(state, happened),
    };

    private static Decision InAborted(Aborted state, ReleaseEvent happened) => happened switch
    {
        ReleaseEvent.Withdrawn => Go(state with { Withdrawn = true }, "the new version no longer counts as live"),
        _ => Otherwise(state, happened),
    };
}
