using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using static MigrationGuard.Gate.Machine.ReleaseCommand;
using static MigrationGuard.Gate.Machine.ReleaseEvent;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Machine;

/// <content>Removing what only the old version needed. Every way into it leads through a retirement and a check that passed.</content>
public static partial class ReleaseMachine
{
    private static Decision InContractPending(ContractPending state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        Asked { Action: ReleaseAction.Contract } asked when policy.FreezeAt(asked.At) is { } freeze => Frozen(state, freeze),
        Asked { Action: ReleaseAction.Contract } asked => Keep(state, By(asked), new CheckContract()),
        ContractChecked check when Complaint(check) is { } complaint => RestIn(state, complaint.Answer, complaint.Why),
        ContractChecked check when policy.TombstoneSoak > TimeSpan.Zero => Go(new Tombstoned(Grant(state.Retirement, check), check.At, false), check.Why),
        ContractChecked check => Go(new Contracting(Grant(state.Retirement, check), 0, 0, false), check.Why),
        _ => Otherwise(state, happened),
    };

    private static Decision InTombstoned(Tombstoned state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        TombstoneSeen { Sight: TombstoneSight.Lifted } seen when state.Lifting => Go(new ContractPending(state.Grant.Retirement), seen.Why),
        TombstoneSeen seen when state.Lifting => RestIn(state, ReleaseAnswer.Dependency, seen.Why),
        TombstoneSeen { Sight: TombstoneSight.Hit } seen => Go(state with { Lifting = true }, seen.Why),
        TombstoneSeen { Sight: TombstoneSight.Quiet } seen when seen.At < state.Since + policy.TombstoneSoak => RestIn(state, ReleaseAnswer.Yes, $"{seen.Why}; hidden until {state.Since + policy.TombstoneSoak:u}"),
        TombstoneSeen { Sight: TombstoneSight.Quiet } seen when policy.FreezeAt(seen.At) is { } freeze => Frozen(state, freeze),
        TombstoneSeen { Sight: TombstoneSight.Quiet } seen => Keep(state, seen.Why, new CheckContract()),
        TombstoneSeen seen => RestIn(state, ReleaseAnswer.Unknown, seen.Why),
        ContractChecked { Verdict: EvidenceVerdict.Fail } check when !state.Lifting => Go(state with { Lifting = true }, check.Why),
        ContractChecked check when !state.Lifting => Complaint(check) is { } complaint
            ? RestIn(state, complaint.Answer, complaint.Why)
            : SoakedAt(state, check.At, policy) ? Go(new Contracting(Grant(state.Grant.Retirement, check), 0, 0, false), check.Why) : Otherwise(state, happened),
        Asked { Action: ReleaseAction.Contract } asked when !state.Lifting => Keep(state, By(asked), new ObserveTombstone()),
        _ => Otherwise(state, happened),
    };

    private static bool SoakedAt(Tombstoned state, DateTimeOffset at, GatePolicy policy) => at >= state.Since + policy.TombstoneSoak;

    private static Decision InContracting(Contracting state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        Resumed when !state.Complete => Keep(state, "does anybody need it by now?", new CheckContract()),
        Asked { Action: ReleaseAction.Contract } when !state.Complete => Keep(state, "does anybody need it by now?", new CheckContract()),
        ContractChecked { Verdict: EvidenceVerdict.Fail } check when !state.Complete => HoldIn(state, HoldCause.ContractRefused, check.Why),
        ContractChecked check when Complaint(check) is { } complaint => RestIn(state, complaint.Answer, complaint.Why),
        ContractChecked check when !state.Complete => Go(state with { Grant = Grant(state.Grant.Retirement, check) }, check.Why),
        StepSeen step when !state.Complete => step.Outcome switch
        {
            StepOutcome.Done => Go(state with { Steps = step.Steps, Attempts = 0, Complete = step.Steps >= step.Total }, step.Why),
            StepOutcome.Retry when state.Attempts + 1 >= policy.StepAttempts => RestIn(state with { Attempts = 0 }, ReleaseAnswer.Dependency, $"tried {policy.StepAttempts} times: {step.Why}"),
            StepOutcome.Retry => Again(state with { Attempts = state.Attempts + 1 }, state.Attempts, step.Why, policy),
            StepOutcome.Failed => RestIn(state, ReleaseAnswer.No, step.Why),
            StepOutcome.Refused => RestIn(state, ReleaseAnswer.Policy, step.Why),
            _ => HoldIn(state, HoldCause.StepUnclear, step.Why),
        },
        SchemaSeen seen when state.Complete => Go(new Done(seen.Fingerprint), $"the schema is {seen.Fingerprint}"),
        _ => Otherwise(state, happened),
    };

    private static Decision InDone(ReleaseState state, ReleaseEvent happened) => Otherwise(state, happened);

    private static ContractGrant Grant(Retirement retirement, ContractChecked check) => new(retirement, check.Digest, check.At) { Permit = check.Permit?.Digest };

    private static (ReleaseAnswer Answer, string Why)? Complaint(ContractChecked check) => check switch
    {
        { Verdict: EvidenceVerdict.Fail } => (ReleaseAnswer.No, check.Why),
        { Verdict: not EvidenceVerdict.Pass } => (ReleaseAnswer.Unknown, check.Why),
        { Router: RouterSight.On { Side: Side.New }, Permit: { IsGranted: false } permit } => (ReleaseAnswer.Policy, permit.Why),
        { Router: RouterSight.On { Side: Side.New } } => null,
        { Router: RouterSight.On { Side: Side.Old } or RouterSight.Shared } => (ReleaseAnswer.Policy, "the old version has traffic"),
        { Router: RouterSight.Elsewhere elsewhere } => (ReleaseAnswer.Policy, Text((RouterSight)elsewhere)),
        _ => (ReleaseAnswer.Dependency, Text(check.Router)),
    };
}
