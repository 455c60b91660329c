using MigrationGuard.Gate.Policies;
using static MigrationGuard.Gate.Machine.ReleaseCommand;
using static MigrationGuard.Gate.Machine.ReleaseEvent;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Machine;

/// <summary>Decides what follows from an event. It knows no clock, no disk and no network.</summary>
public static partial class ReleaseMachine
{
    /// <summary>What follows from an event; one that is not expected keeps the state and says why.</summary>
    public static Decision Decide(ReleaseState state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        RouterSeen seen when IsMostlyThere(state, seen, policy) => Followed(state, seen, policy),
        Asked { Action: ReleaseAction.Hold } asked => Hold(state, asked),
        Asked { Action: ReleaseAction.Abort } asked => Abort(state, asked, policy),
        Asked { Action: ReleaseAction.Rollback } asked => Rollback(state, asked, policy),
        _ => state switch
        {
            Draft draft => InDraft(draft, happened),
            Prepared prepared => InPrepared(prepared, happened, policy),
            Expanding expanding => InExpanding(expanding, happened, policy),
            Backfilling backfilling => InBackfilling(backfilling, happened, policy),
            Verifying verifying => InVerifying(verifying, happened, policy),
            Ready ready => InReady(ready, happened, policy),
            Sharing sharing => InSharing(sharing, happened, policy),
            Switching switching => InSwitching(switching, happened, policy),
            Baking baking => InBaking(baking, happened, policy),
            WindowOpen open => InWindowOpen(open, happened, policy),
            Retiring retiring => InRetiring(retiring, happened, policy),
            ContractPending pending => InContractPending(pending, happened, policy),
            Tombstoned tombstoned => InTombstoned(tombstoned, happened, policy),
            Contracting contracting => InContracting(contracting, happened, policy),
            RollingBack back => InRollingBack(back, happened, policy),
            RolledBack back => InRolledBack(back, happened, policy),
            Held held => InHeld(held, happened, policy),
            Aborted aborted => InAborted(aborted, happened),
            _ => InDone(state, happened),
        },
    };

    /// <summary>What is to be done in a state by whoever enters it.</summary>
    private static ReleaseCommand[] Next(ReleaseState state) => state switch
    {
        Draft => [new Reserve()],
        Prepared or Expanding { Complete: true } or Contracting { Complete: true } => [new ReadSchema()],
        Expanding expanding => [new RunExpandStep(expanding.Attempts)],
        Backfilling => [new ObserveJobs()],
        Verifying verifying => [new CollectEvidence(verifying.Fingerprint)],
        Ready ready => [new RereadEverything(ready.Fingerprint)],
        Sharing { Given: false } or Switching or RollingBack { Lifting: false } => [new ObserveRouter()],
        Baking { Drained: false } => [new Drain()],
        Sharing or Baking => [new Measure()],
        WindowOpen open => [new PromiseWayBack(open.Until), new Rest(ReleaseAnswer.Yes)],
        Retiring => [new ObserveOld()],
        Tombstoned { Lifting: true } or RollingBack => [new LiftTombstone()],
        Tombstoned tombstoned => [new PlaceTombstone(tombstoned.Grant)],
        Contracting contracting => [new RunContractStep(contracting.Grant, contracting.Attempts)],
        RolledBack { Withdrawn: false } or Aborted { Withdrawn: false, Settled: false } => [new Withdraw()],
        RolledBack { Cause: not RollbackCause.Asked } => [new Rest(ReleaseAnswer.No)],
        Held { Cause: HoldCause.Drift } => [new Rest(ReleaseAnswer.Drift)],
        Held => [new Rest(ReleaseAnswer.Held)],
        _ => [new Rest(ReleaseAnswer.Yes)],
    };

    private static Decision Go(ReleaseState state, string why) => new(state, Next(state), why);

    private static Decision Keep(ReleaseState state, string why, params ReleaseCommand[] commands) => new(state, commands, why);

    private static Decision RestIn(ReleaseState state, ReleaseAnswer answer, string why) => new(state, [new Rest(answer)], why);

    private static Decision HoldIn(ReleaseState state, HoldCause cause, string why) => Go(new Held(state, cause, why), why);

    private static Decision Frozen(ReleaseState state, Freeze freeze) => RestIn(state, ReleaseAnswer.Policy, $"frozen until {freeze.Until:u}: {freeze.Reason}");

    /// <summary>What every state says to what it does not expect.</summary>
    private static Decision Otherwise(ReleaseState state, ReleaseEvent happened) => happened switch
    {
        Resumed => Go(state, $"goes on from {state.Word}"),
        CommandFailed failed => RestIn(state, ReleaseAnswer.Dependency, $"{failed.Command}: {failed.Why}"),
        LedgerLost lost => RestIn(state, ReleaseAnswer.Dependency, $"the ledger does not answer: {lost.Why}"),
        Asked asked => RestIn(state, ReleaseAnswer.Policy, $"{Words.Hyphenated(asked.Action.ToString())} cannot be asked of a release that is {state.Word}"),
        _ => Keep(state, $"{Words.Hyphenated(happened.GetType().Name)} is not expected while the release is {state.Word}"),
    };

    private static string By(Asked asked) => string.IsNullOrWhiteSpace(asked.Reason) ? $"asked by {asked.Person}" : $"asked by {asked.Person}: {asked.Reason}";
}
