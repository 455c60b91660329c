using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using static MigrationGuard.Gate.Machine.ReleaseCommand;
using static MigrationGuard.Gate.Machine.ReleaseEvent;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Machine;

/// <content>From the plan to the moment before the switch.</content>
public static partial class ReleaseMachine
{
    private static Decision InDraft(Draft state, ReleaseEvent happened) => happened switch
    {
        Reserved { Verdict: EvidenceVerdict.Pass } reserved => Go(new Prepared(), reserved.Why),
        Reserved { Verdict: EvidenceVerdict.Fail } reserved => RestIn(state, ReleaseAnswer.Policy, reserved.Why),
        Reserved reserved => RestIn(state, ReleaseAnswer.Unknown, reserved.Why),
        _ => Otherwise(state, happened),
    };

    private static Decision InPrepared(Prepared state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        SchemaSeen seen when !string.Equals(seen.Fingerprint, seen.Planned, StringComparison.Ordinal) =>
            HoldIn(state, HoldCause.Drift, $"the schema is {seen.Fingerprint}, planned was {seen.Planned}"),
        SchemaSeen seen when policy.FreezeAt(seen.At) is { } freeze => Frozen(state, freeze),
        SchemaSeen => Go(new Expanding(0, 0, false), "the schema is as planned"),
        _ => Otherwise(state, happened),
    };

    private static Decision InExpanding(Expanding state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        StepSeen step when !state.Complete => step.Outcome switch
        {
            StepOutcome.Done => Go(new Expanding(step.Steps, 0, step.Steps >= step.Total), step.Why),
            StepOutcome.Retry when state.Attempts + 1 >= policy.StepAttempts => RestIn(state with { Attempts = 0 }, ReleaseAnswer.Dependency, $"tried {policy.StepAttempts} times: {step.Why}"),
            StepOutcome.Retry => Again(state with { Attempts = state.Attempts + 1 }, state.Attempts, step.Why, policy),
            StepOutcome.Failed => RestIn(state, ReleaseAnswer.No, step.Why),
            _ => HoldIn(state, HoldCause.StepUnclear, step.Why),
        },
        SchemaSeen seen when state.Complete => Go(new Backfilling(seen.Fingerprint), $"the schema is {seen.Fingerprint}"),
        _ => Otherwise(state, happened),
    };

    private static Decision InBackfilling(Backfilling state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        JobsSeen { Standing: JobsStanding.Finished } jobs => Go(new Verifying(state.Fingerprint), jobs.Why),
        JobsSeen { Standing: JobsStanding.Running } jobs => Keep(state, jobs.Why, [new Wait(policy.PollInterval), .. Next(state)]),
        JobsSeen { Standing: JobsStanding.Failed } jobs => RestIn(state, ReleaseAnswer.No, jobs.Why),
        JobsSeen jobs => RestIn(state, ReleaseAnswer.Unknown, jobs.Why),
        _ => Otherwise(state, happened),
    };

    private static Decision InVerifying(Verifying state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        EvidenceSeen seen when Differs(seen.Fingerprint, state.Fingerprint) => HoldIn(state, HoldCause.Drift, Drift(seen.Fingerprint, state.Fingerprint)),
        EvidenceSeen { Verdict: EvidenceVerdict.Pass } seen => Go(new Ready(state.Fingerprint), seen.Why),
        EvidenceSeen seen when policy.Mode == GateMode.Observe => Go(new Ready(state.Fingerprint), $"would be refused: {seen.Why}"),
        EvidenceSeen seen => RestIn(state, AnswerOf(seen.Verdict), seen.Why),
        _ => Otherwise(state, happened),
    };

    private static Decision InReady(Ready state, ReleaseEvent happened, GatePolicy policy) => happened switch
    {
        Reread read when policy.FreezeAt(read.At) is { } freeze => Frozen(state, freeze),
        Reread read when Differs(read.Fingerprint, state.Fingerprint) => HoldIn(state, HoldCause.Drift, Drift(read.Fingerprint, state.Fingerprint)),
        // Evidence is of a place of the router: where that is not known, it says nothing.
        Reread { Router: RouterSight.NotYet or RouterSight.Unknown } read => RestIn(state, ReleaseAnswer.Dependency, Text(read.Router)),
        Reread { Evidence: not EvidenceVerdict.Pass } read when policy.Mode == GateMode.Enforce => RestIn(new Verifying(state.Fingerprint), AnswerOf(read.Evidence), read.Why),
        Reread { Way.Standing: WayStanding.Closed } read => RestIn(state, ReleaseAnswer.Policy, $"there would be no way back: {read.Way.Why}"),
        Reread { Way.Standing: not WayStanding.Open } read => RestIn(state, ReleaseAnswer.Unknown, $"it is not known whether there would be a way back: {read.Way.Why}"),
        Reread { Router: RouterSight.On { Side: Side.Old } on } read => Advance(0, on.Generation, new Departure(read.At, on.Generation), read, policy),
        Reread { Router: RouterSight.On or RouterSight.Shared or RouterSight.Elsewhere } read => HoldIn(state, HoldCause.Router, $"the traffic is not on the old version: {Text(read.Router)}"),
        Reread read => RestIn(state, ReleaseAnswer.Dependency, Text(read.Router)),
        _ => Otherwise(state, happened),
    };

    private static Decision Again(ReleaseState state, int attempts, string why, GatePolicy policy) =>
        Keep(state, why, [new Wait(policy.StepPause * Math.Pow(2, attempts)), .. Next(state)]);

    private static ReleaseAnswer AnswerOf(EvidenceVerdict verdict) => verdict == EvidenceVerdict.Fail ? ReleaseAnswer.No : ReleaseAnswer.Unknown;

    private static bool Differs(string fingerprint, string other) => !string.Equals(fingerprint, other, StringComparison.Ordinal);

    private static string Drift(string found, string expected) => $"the schema is {found}, verified was {expected}";
}
