using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Ledgers;
using static MigrationGuard.Gate.Machine.ReleaseEvent;
using static MigrationGuard.Gate.Machine.ReleaseState;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>One of every state and every event that makes a difference, by the names that the transition table uses.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly GatePolicy Policy = new() { BakeWindows = 2, TombstoneSoak = TimeSpan.FromDays(1), StepAttempts = 3, PollInterval = TimeSpan.FromSeconds(1), Weights = [10, 50], WeightWindows = 2 };

    public static readonly WayBack Open = new(WayStanding.Open, OldSight.Unknown, "open");

    private static readonly Switched Switch = new(8, Noon.AddMinutes(-2), Noon.AddMinutes(-1));

    private static readonly Departure Left = new(Noon.AddMinutes(-5), 7);

    private static readonly Retirement Retired = new(Switch, Noon.AddHours(-1));

    private static readonly ContractGrant Grant = new(Retired, "sha256:contract", Noon.AddMinutes(-1));

    public static IReadOnlyDictionary<string, ReleaseState> States { get; } = new Dictionary<string, ReleaseState>
    {
        ["draft"] = new Draft(),
        ["prepared"] = new Prepared(),
        ["expanding"] = new Expanding(1, 0, false),
        ["expanding, last attempt"] = new Expanding(1, 2, false),
        ["expanded"] = new Expanding(2, 0, true),
        ["backfilling"] = new Backfilling("f1"),
        ["verifying"] = new Verifying("f1"),
        ["ready"] = new Ready("f1"),
        ["sharing"] = new Sharing(10, 8, 7, Noon.AddMinutes(-1), Noon.AddMinutes(4)) { Left = Left, Fingerprint = "f1" },
        ["sharing, late"] = new Sharing(10, 8, 7, Noon.AddMinutes(-6), Noon.AddMinutes(-1)) { Left = Left, Fingerprint = "f1" },
        ["sharing, given"] = new Sharing(10, 8, 7, Noon.AddMinutes(-1), Noon.AddMinutes(4)) { Left = Left, Fingerprint = "f1", Given = true, Good = 1 },
        ["sharing, measured"] = new Sharing(10, 8, 7, Noon.AddMinutes(-1), Noon.AddMinutes(4)) { Left = Left, Fingerprint = "f1", Given = true, Good = 2 },
        ["sharing, last measured"] = new Sharing(50, 9, 8, Noon.AddMinutes(-1), Noon.AddMinutes(4)) { Left = Left, Fingerprint = "f1", Given = true, Good = 2 },
        ["switching after shares"] = new Switching(10, 9, Noon.AddMinutes(-1), Noon.AddMinutes(4)) { Fingerprint = "f1", Left = Left },
        ["switching"] = new Switching(8, 7, Noon.AddMinutes(-1), Noon.AddMinutes(4)) { Fingerprint = "f1" },
        ["switching, late"] = new Switching(8, 7, Noon.AddMinutes(-6), Noon.AddMinutes(-1)) { Fingerprint = "f1" },
        ["switching, nobody answered"] = new Switching(8, 7, Noon.AddMinutes(-1), Noon.AddMinutes(4)) { Fingerprint = "f1", SilentSince = Noon.AddSeconds(-1) },
        ["baking"] = new Baking(Switch, 1, true),
        ["baking, not drained"] = new Baking(Switch, 0, false),
        ["baking, last window"] = new Baking(Switch, 2, true),
        ["window-open"] = new WindowOpen(Switch, Noon.AddHours(1)),
        ["window-open, over"] = new WindowOpen(Switch, Noon.AddHours(-1)),
        ["retiring"] = new Retiring(Switch, OldSight.Unknown),
        ["contract-pending"] = new ContractPending(Retired),
        ["tombstoned"] = new Tombstoned(Grant, Noon.AddHours(-1), false),
        ["tombstoned, soaked"] = new Tombstoned(Grant, Noon.AddDays(-2), false),
        ["tombstoned, lifting"] = new Tombstoned(Grant, Noon.AddDays(-2), true),
        ["contracting"] = new Contracting(Grant, 1, 0, false),
        ["contracting, last attempt"] = new Contracting(Grant, 1, 2, false),
        ["contracted"] = new Contracting(Grant, 2, 0, true),
        ["done"] = new Done("f2"),
        ["rolling-back"] = new RollingBack(8, RollbackCause.Asked, Noon.AddSeconds(-1), Noon.AddMinutes(4)),
        ["rolling-back, told"] = new RollingBack(8, RollbackCause.Bake, Noon.AddSeconds(-1), Noon.AddMinutes(4)) { Told = true },
        ["rolling-back, late"] = new RollingBack(8, RollbackCause.Bake, Noon.AddMinutes(-6), Noon.AddMinutes(-1)) { Told = true },
        ["rolling-back, lifting"] = new RollingBack(8, RollbackCause.Asked, Noon.AddSeconds(-1), Noon.AddMinutes(4)) { Lifting = true },
        ["rolled-back"] = new RolledBack(9, RollbackCause.Asked, Noon.AddSeconds(-1), Noon, false),
        ["rolled-back, withdrawn"] = new RolledBack(9, RollbackCause.Bake, Noon.AddSeconds(-1), Noon, true),
        ["held in verifying"] = new Held(new Verifying("f1"), HoldCause.Drift, "drift"),
        ["held in baking"] = new Held(new Baking(Switch, 1, true), HoldCause.Inconclusive, "nobody came"),
        ["held in sharing"] = new Held(new Sharing(10, 8, 7, Noon.AddMinutes(-1), Noon.AddMinutes(4)) { Left = Left, Fingerprint = "f1", Given = true }, HoldCause.Inconclusive, "nobody came"),
        ["held in rolling-back"] = new Held(new RollingBack(8, RollbackCause.Bake, Noon.AddMinutes(-6), Noon.AddMinutes(-1)) { Told = true }, HoldCause.Router, "stuck"),
        ["held in rolled-back"] = new Held(new RolledBack(9, RollbackCause.Asked, Noon.AddSeconds(-1), Noon, false), HoldCause.Router, "moved"),
        ["held in contracting"] = new Held(new Contracting(Grant, 1, 0, false), HoldCause.StepUnclear, "unclear"),
        ["aborted"] = new Aborted("no", false, false),
        ["aborted, withdrawn"] = new Aborted("no", false, true),
        ["aborted, settled"] = new Aborted("no", true, false),
    };

    public static IReadOnlyDictionary<string, ReleaseEvent> Events { get; } = new (string Name, ReleaseEvent Event)[]
    {
        ("resumed", new Resumed(Noon)),
        ("reserved", new Reserved(Noon, EvidenceVerdict.Pass, "live")),
        ("not reserved", new Reserved(Noon, EvidenceVerdict.Fail, "base moved")),
        ("perhaps reserved", new Reserved(Noon, EvidenceVerdict.Unknown, "no statements")),
        ("schema as planned", new SchemaSeen(Noon, "f0", "f0")),
        ("schema moved", new SchemaSeen(Noon, "fx", "f0")),
        ("step done", new StepSeen(Noon, StepOutcome.Done, 2, 3, "2 of 3")),
        ("last step done", new StepSeen(Noon, StepOutcome.Done, 3, 3, "3 of 3")),
        ("step locked", new StepSeen(Noon, StepOutcome.Retry, 1, 3, "lock timeout")),
        ("step failed", new StepSeen(Noon, StepOutcome.Failed, 1, 3, "syntax")),
        ("step unclear", new StepSeen(Noon, StepOutcome.Unclear, 1, 3, "lost")),
        ("jobs finished", new JobsSeen(Noon, JobsStanding.Finished, "all")),
        ("jobs running", new JobsSeen(Noon, JobsStanding.Running, "some")),
        ("jobs failed", new JobsSeen(Noon, JobsStanding.Failed, "one")),
        ("jobs unknown", new JobsSeen(Noon, JobsStanding.Unknown, "?")),
        ("evidence passed", new EvidenceSeen(Noon, EvidenceVerdict.Pass, "f1", "all")),
        ("evidence failed", new EvidenceSeen(Noon, EvidenceVerdict.Fail, "f1", "one")),
        ("evidence unknown", new EvidenceSeen(Noon, EvidenceVerdict.Unknown, "f1", "one")),
        ("evidence expired", new EvidenceSeen(Noon, EvidenceVerdict.Expired, "f1", "one")),
        ("evidence of another schema", new EvidenceSeen(Noon, EvidenceVerdict.Pass, "fx", "all")),
        ("reread", Read("f1", EvidenceVerdict.Pass)),
        ("reread moved schema", Read("fx", EvidenceVerdict.Pass)),
        ("reread failed", Read("f1", EvidenceVerdict.Fail)),
        ("reread unknown", Read("f1", EvidenceVerdict.Unknown)),
        ("reread expired", Read("f1", EvidenceVerdict.Expired)),
        ("reread no way back", Read("f1", EvidenceVerdict.Pass) with { Way = Open with { Standing = WayStanding.Closed } }),
        ("reread unknown way back", Read("f1", EvidenceVerdict.Pass) with { Way = WayBack.Unknown }),
        ("reread router on new", Read("f1", EvidenceVerdict.Pass) with { Router = new RouterSight.On(Side.New, 7) }),
        ("reread router divided 10 % 8", Read("f1", EvidenceVerdict.Pass) with { Router = new RouterSight.Shared(10, 8) }),
        ("reread router divided 50 % 9", Read("f1", EvidenceVerdict.Pass) with { Router = new RouterSight.Shared(50, 9) }),
        ("reread failed, router divided 10 % 8", Read("f1", EvidenceVerdict.Fail) with { Router = new RouterSight.Shared(10, 8) }),
        ("reread router silent", Read("f1", EvidenceVerdict.Pass) with { Router = new RouterSight.Unknown("down") }),
        ("router on new 8", Router(Side.New, 8)),
        ("router on new 10", Router(Side.New, 10)),
        ("router on old 7", Router(Side.Old, 7)),
        ("router on old 9", Router(Side.Old, 9)),
        ("router divided 10 % 8", new RouterSeen(Noon, new RouterSight.Shared(10, 8))),
        ("router divided 50 % 9", new RouterSeen(Noon, new RouterSight.Shared(50, 9))),
        ("router elsewhere", new RouterSeen(Noon, new RouterSight.Elsewhere("red", 12))),
        ("router not yet", new RouterSeen(Noon, new RouterSight.NotYet("file"))),
        ("router silent", new RouterSeen(Noon, new RouterSight.Unknown("down"))),
        ("front door new", new FrontDoorSeen(Noon, FrontDoor.New, "10 of 10")),
        ("front door old", new FrontDoorSeen(Noon, FrontDoor.Old, "10 of 10")),
        ("front door both", new FrontDoorSeen(Noon, FrontDoor.Both, "9 and 1 of 10")),
        ("front door mixed", new FrontDoorSeen(Noon, FrontDoor.Mixed, "5 of 10")),
        ("front door failing", new FrontDoorSeen(Noon, FrontDoor.Failing, "0 of 10")),
        ("front door silent", new FrontDoorSeen(Noon, FrontDoor.Silent, "nobody answers")),
        ("drained", new DrainSeen(Noon, 0, true)),
        ("measured good", new Measured(Noon, BakeReading.Good, "0 errors")),
        ("measured bad", new Measured(Noon, BakeReading.Bad, "9 errors")),
        ("measured bad, no way back", new Measured(Noon, BakeReading.Bad, "9 errors") { Way = Open with { Standing = WayStanding.Closed } }),
        ("measured inconclusive", new Measured(Noon, BakeReading.Inconclusive, "no requests")),
        ("old gone", new OldSeen(Noon, OldSight.Gone, true, "gone")),
        ("old gone, supported", new OldSeen(Noon, OldSight.Gone, false, "supported")),
        ("old alive", new OldSeen(Noon, OldSight.Alive, true, "web-1")),
        ("old unknown", new OldSeen(Noon, OldSight.Unknown, true, "?")),
        ("contract free", Checked(EvidenceVerdict.Pass, Side.New)),
        ("contract needed", Checked(EvidenceVerdict.Fail, Side.New)),
        ("contract unknown", Checked(EvidenceVerdict.Unknown, Side.New)),
        ("contract free, router on old", Checked(EvidenceVerdict.Pass, Side.Old)),
        ("tombstone quiet", new TombstoneSeen(Noon, TombstoneSight.Quiet, "quiet")),
        ("tombstone hit", new TombstoneSeen(Noon, TombstoneSight.Hit, "cron")),
        ("tombstone lifted", new TombstoneSeen(Noon, TombstoneSight.Lifted, "lifted")),
        ("tombstone unknown", new TombstoneSeen(Noon, TombstoneSight.Unknown, "?")),
        ("withdrawn", new Withdrawn(Noon)),
        ("command failed", new CommandFailed(Noon, "read-schema", "no answer")),
        ("ledger lost", new LedgerLost(Noon, "no answer")),
        ("asked hold", Ask(ReleaseAction.Hold)),
        ("asked resume", Ask(ReleaseAction.Resume)),
        ("asked abort", Ask(ReleaseAction.Abort)),
        ("asked abort, no way back", Ask(ReleaseAction.Abort) with { Way = Open with { Standing = WayStanding.Closed } }),
        ("asked rollback", Ask(ReleaseAction.Rollback)),
        ("asked rollback, old alive", Ask(ReleaseAction.Rollback) with { Way = Open with { Old = OldSight.Alive } }),
        ("asked rollback, old gone", Ask(ReleaseAction.Rollback) with { Way = Open with { Old = OldSight.Gone } }),
        ("asked rollback, no way back", Ask(ReleaseAction.Rollback) with { Way = Open with { Standing = WayStanding.Closed } }),
        ("asked rollback, unknown floor", Ask(ReleaseAction.Rollback) with { Way = WayBack.Unknown }),
        ("asked rollback, unknown floor accepted", Ask(ReleaseAction.Rollback) with { Way = WayBack.Unknown, AcceptsUnknownFloor = true }),
        ("asked close", Ask(ReleaseAction.Close)),
        ("asked close without reason", Ask(ReleaseAction.Close) with { Reason = null }),
        ("asked extend", Ask(ReleaseAction.Extend) with { Until = Noon.AddDays(2) }),
        ("asked extend backwards", Ask(ReleaseAction.Extend) with { Until = Noon.AddDays(-2) }),
        ("asked contract", Ask(ReleaseAction.Contract)),
    }.ToDictionary(row => row.Name, row => row.Event with { Way = row.Event.Way == WayBack.Unknown && !row.Name.Contains("unknown", StringComparison.Ordinal) ? Open : row.Event.Way });

    private static Reread Read(string fingerprint, EvidenceVerdict verdict) => new(Noon, fingerprint, verdict, new RouterSight.On(Side.Old, 7), "read") { Way = Open };

    private static RouterSeen Router(Side side, long generation) => new(Noon, new RouterSight.On(side, generation));

    private static ContractChecked Checked(EvidenceVerdict verdict, Side router) => new(Noon, verdict, "sha256:contract", new RouterSight.On(router, 8), "checked");

    private static Asked Ask(ReleaseAction action) => new(Noon, action, "ada", "because");
}
