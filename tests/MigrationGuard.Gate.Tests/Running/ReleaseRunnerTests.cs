using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Running;

public sealed class ReleaseRunnerTests
{
    [Test]
    public async Task A_release_runs_to_its_window_and_then_to_its_end()
    {
        var world = new World();

        var open = await world.Start();
        Assert.That((open.Answer, open.State), Is.EqualTo((ReleaseAnswer.Yes, world.State)));
        Assert.That(open.State, Is.TypeOf<ReleaseState.WindowOpen>());
        Assert.That(world.Router.Changes, Is.EqualTo(new[] { "green 8" }));

        world.Time.Pass(TimeSpan.FromHours(25));
        var still = await world.Ask(ReleaseAction.Close);
        Assert.That((still.Answer, still.State!.Word), Is.EqualTo((ReleaseAnswer.No, "retiring")));

        world.Retire();
        var closed = await world.Ask(ReleaseAction.Close);
        Assert.That((closed.Answer, closed.State!.Word), Is.EqualTo((ReleaseAnswer.Yes, "contract-pending")));

        var done = await world.Ask(ReleaseAction.Contract);
        Assert.That(done.State, Is.EqualTo(new ReleaseState.Done("contract2")));
        Assert.That(world.Steps.Taken, Is.EqualTo(new[] { "expand 1", "expand 2", "contract 1", "contract 2" }));
        Assert.That(world.Ledger.Changes, Is.EqualTo(new[] { "4.3.0 Live", "4.2.0 Live with window" }));
        Assert.That(world.Ledger.LeaseIsFree);
    }

    [TestCase(ReleaseGoal.Prepared, "prepared")]
    [TestCase(ReleaseGoal.Expanded, "verifying")]
    [TestCase(ReleaseGoal.Verified, "ready")]
    public async Task A_run_goes_as_far_as_it_is_told(ReleaseGoal goal, string word)
    {
        var world = new World();
        var report = await world.Start(goal: goal);
        Assert.That((report.Answer, report.State!.Word), Is.EqualTo((ReleaseAnswer.Yes, word)));
        Assert.That(world.Router.Changes, Is.Empty);
        Assert.That((await world.Run()).State!.Word, Is.EqualTo("window-open"));
    }

    [TestCase(EvidenceVerdict.Fail, ReleaseAnswer.No)]
    [TestCase(EvidenceVerdict.Unknown, ReleaseAnswer.Unknown)]
    [TestCase(EvidenceVerdict.Expired, ReleaseAnswer.Unknown)]
    public async Task Only_a_pass_of_both_versions_opens(EvidenceVerdict verdict, ReleaseAnswer answer)
    {
        foreach (var version in new[] { "4.2.0", "4.3.0" })
        {
            var world = new World();
            world.Watch.Verdict = (kind, label) => kind == "suite" && label == version ? verdict : EvidenceVerdict.Pass;
            var report = await world.Start();
            Assert.That((report.Answer, report.State!.Word), Is.EqualTo((answer, "verifying")));
            Assert.That(report.Why, Does.Contain($"suite of {version}"));
            Assert.That(world.Router.Changes, Is.Empty);
        }
    }

    [Test]
    public async Task Another_live_version_has_to_pass_its_proof_too()
    {
        var world = new World();
        world.Ledger.Versions.Add(World.Version(3, "9.0.0", Proofs.VersionState.Live) with { Service = "reports" });
        world.Watch.Verdict = (kind, label) => label == "9.0.0" ? EvidenceVerdict.Fail : EvidenceVerdict.Pass;
        var report = await world.Start();
        Assert.That((report.Answer, report.Why), Is.EqualTo((ReleaseAnswer.No, "proof of 9.0.0 failed: watch")));
    }

    [Test]
    public async Task Evidence_that_was_cancelled_is_not_there()
    {
        var world = new World();
        using var cancelled = new CancellationTokenSource();
        world.Watch.BeforeEvidence = token =>
        {
            cancelled.Cancel();
            return Task.FromCanceled(cancelled.Token);
        };
        Assert.That(async () => await world.Runner().StartAsync(World.Release, new("ci:1"), cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That((world.State.Word, world.Router.Changes.Count, world.Ledger.LeaseIsFree), Is.EqualTo(("verifying", 0, true)));
    }

    [Test]
    public async Task Evidence_is_too_old_in_the_moment_of_switching()
    {
        var world = new World();
        await world.Start(goal: ReleaseGoal.Verified);
        world.Time.Pass(TimeSpan.FromMinutes(16));
        Assert.That((await world.Can(ReleaseQuestion.Switch)).Answer, Is.EqualTo(ReleaseAnswer.Unknown));
        var report = await world.Run();
        Assert.That((report.Answer, report.State!.Word, world.Router.Changes.Count), Is.EqualTo((ReleaseAnswer.Unknown, "verifying", 0)));
        Assert.That((await world.Run()).Answer, Is.EqualTo(ReleaseAnswer.Yes));
    }

    [Test]
    public async Task A_schema_that_moved_since_it_was_verified_is_drift_and_nothing_is_switched()
    {
        var world = new World();
        await world.Start(goal: ReleaseGoal.Verified);
        world.Ledger.Fingerprint = "moved";
        Assert.That((await world.Can(ReleaseQuestion.Switch)).Answer, Is.EqualTo(ReleaseAnswer.Drift));
        var report = await world.Run();
        Assert.That((report.Answer, report.State!.Word, world.Router.Changes.Count), Is.EqualTo((ReleaseAnswer.Drift, "held", 0)));

        world.Ledger.Fingerprint = "expand2";
        Assert.That((await world.Ask(ReleaseAction.Resume)).State!.Word, Is.EqualTo("window-open"));
    }

    [Test]
    public async Task A_schema_that_is_not_the_planned_one_is_drift_before_anything_is_changed()
    {
        var world = new World();
        world.Ledger.Fingerprint = "other";
        Assert.That((await world.Start()).Answer, Is.EqualTo(ReleaseAnswer.Drift));
        Assert.That(world.Steps.Taken, Is.Empty);
    }

    [Test]
    public async Task Without_a_way_back_nothing_is_switched()
    {
        var world = new World();
        world.Ledger.Floor = new("webshop", "4.3.0", "handles may be longer than 20 characters", default);
        var report = await world.Start();
        Assert.That((report.Answer, world.Router.Changes.Count), Is.EqualTo((ReleaseAnswer.Policy, 0)));
        Assert.That(report.Why, Does.Contain("4.2.0 is below the rollback floor 4.3.0: handles may be longer than 20 characters"));
    }

    [Test]
    public async Task In_observe_mode_the_gate_says_what_it_would_refuse_and_lets_it_happen()
    {
        var world = new World();
        world.Policy = world.Policy with { Mode = GateMode.Observe };
        world.Watch.Verdict = (_, _) => EvidenceVerdict.Fail;
        Assert.That((await world.Start()).State!.Word, Is.EqualTo("window-open"));
        Assert.That(world.Ledger.Entries.Select(entry => entry.Payload.ToString()), Has.Some.Contains("would be refused: proof of 4.2.0 failed"));
    }

    [Test]
    public async Task A_step_that_runs_into_locks_is_tried_so_often_and_not_for_ever()
    {
        var world = new World();
        world.Steps.Locked = 4;
        Assert.That((await world.Start(goal: ReleaseGoal.Expanded)).Answer, Is.EqualTo(ReleaseAnswer.Yes));

        var other = new World();
        other.Steps.Locked = 5;
        var report = await other.Start();
        Assert.That((report.Answer, report.State), Is.EqualTo((ReleaseAnswer.Dependency, new ReleaseState.Expanding(0, 0, false))));
    }

    [Test]
    public async Task A_policy_that_contradicts_itself_starts_nothing()
    {
        var world = new World();
        world.Policy = world.Policy with { RequiredEvidence = ["pentest"], RollbackWindow = TimeSpan.FromSeconds(1) };
        var report = await world.Start();
        Assert.That(report.Answer, Is.EqualTo(ReleaseAnswer.Usage));
        Assert.That(report.Why, Does.Contain("\"pentest\" is required").And.Contain("longer than the way back is promised"));
        Assert.That(world.Ledger.Entries, Is.Empty);
    }

    [Test]
    public async Task A_freeze_stops_expanding_and_switching_and_not_going_back()
    {
        var world = new World();
        await world.Start(goal: ReleaseGoal.Verified);
        var now = world.Time.GetUtcNow();
        world.Policy = world.Policy with { Freezes = [new(now, now + TimeSpan.FromMinutes(5), "inventory")] };
        Assert.That((await world.Run()).Answer, Is.EqualTo(ReleaseAnswer.Policy));

        world.Policy = world.Policy with { Freezes = [] };
        await world.Run();
        world.Policy = world.Policy with { Freezes = [new(now, now + TimeSpan.FromDays(5), "inventory")] };
        Assert.That((await world.Ask(ReleaseAction.Rollback)).State!.Word, Is.EqualTo("rolled-back"));
    }

    [Test]
    public async Task Inconclusive_measurements_wait_for_a_person_and_leave_the_router_alone()
    {
        var world = new World();
        world.Watch.Readings.Enqueue(BakeReading.Good);
        world.Watch.Readings.Enqueue(BakeReading.Inconclusive);
        var report = await world.Start();
        Assert.That((report.Answer, report.State!.Word), Is.EqualTo((ReleaseAnswer.Held, "held")));
        Assert.That(world.Router.Changes, Is.EqualTo(new[] { "green 8" }));
        Assert.That((await world.Ask(ReleaseAction.Resume)).State!.Word, Is.EqualTo("window-open"));
    }

    [Test]
    public async Task Objects_are_hidden_first_and_shown_again_when_somebody_asks_for_them()
    {
        var world = await Contractible(new World { Policy = new() { RequiredEvidence = ["suite"], BakeWindows = 1 } });
        var hidden = await world.Ask(ReleaseAction.Contract);
        Assert.That((hidden.Answer, hidden.State!.Word), Is.EqualTo((ReleaseAnswer.Yes, "tombstoned")));
        Assert.That(world.Steps.Taken, Has.Member("hide").And.No.Member("contract 1"));

        world.Steps.Seen = TombstoneSight.Hit;
        var shown = await world.Ask(ReleaseAction.Contract);
        Assert.That((shown.State!.Word, world.Steps.Taken.Contains("hide")), Is.EqualTo(("contract-pending", false)));

        world.Steps.Seen = TombstoneSight.Quiet;
        await world.Ask(ReleaseAction.Contract);
        world.Time.Pass(TimeSpan.FromDays(8));
        Assert.That((await world.Ask(ReleaseAction.Contract)).State!.Word, Is.EqualTo("done"));
    }

    [Test]
    public async Task What_a_live_version_needs_is_not_removed()
    {
        var world = await Contractible(new World());
        world.Steps.Check = new(EvidenceVerdict.Fail, "sha256:contract", "4.2.0 needs users.username: SELECT username FROM users (UserStore.cs:12)");
        var can = await world.Can(ReleaseQuestion.Contract);
        var report = await world.Ask(ReleaseAction.Contract);
        Assert.That((can.Answer, report.Answer, report.State!.Word), Is.EqualTo((ReleaseAnswer.No, ReleaseAnswer.No, "contract-pending")));
        Assert.That(report.Why, Does.Contain("UserStore.cs:12"));
        Assert.That(world.Steps.Taken, Is.EqualTo(new[] { "expand 1", "expand 2" }));
    }

    [Test]
    public async Task Nothing_is_removed_while_the_router_sends_traffic_to_the_old_version()
    {
        var world = await Contractible(new World());
        world.Router.Now = ("blue", 99);
        var report = await world.Ask(ReleaseAction.Contract);
        Assert.That((report.Answer, report.Why), Is.EqualTo((ReleaseAnswer.Policy, "the old version has traffic")));
        Assert.That(world.Steps.Taken, Has.No.Member("contract 1"));
    }

    [Test]
    public async Task A_clock_that_is_set_in_the_middle_of_a_run_changes_nothing()
    {
        foreach (var hours in new[] { -48, 48 })
        {
            var world = new World();
            world.Watch.BeforeMeasure = _ =>
            {
                world.Time.Set(TimeSpan.FromHours(hours));
                return Task.CompletedTask;
            };
            Assert.That((await world.Start()).State!.Word, Is.EqualTo("window-open"));
        }
    }

    [Test]
    public async Task A_journal_that_cannot_be_read_waits_for_a_person()
    {
        var world = new World();
        await world.Start(goal: ReleaseGoal.Prepared);
        var last = world.Ledger.Entries[^1];
        world.Ledger.Entries[^1] = last with { Payload = System.Text.Json.JsonElement.Parse("""{ "state": { "state": "teleported" } }""") };
        Assert.That((await world.Run()).Answer, Is.EqualTo(ReleaseAnswer.Held));
    }

    [Test]
    public async Task What_is_asked_without_acting_acts_on_nothing()
    {
        var world = new World();
        await world.Start();
        var entries = world.Ledger.Entries.Count;
        Assert.That((await world.Can(ReleaseQuestion.Rollback)).Answer, Is.EqualTo(ReleaseAnswer.Yes));
        Assert.That((await world.Can(ReleaseQuestion.Contract)).Answer, Is.EqualTo(ReleaseAnswer.Unknown));
        Assert.That((world.Ledger.Entries.Count, world.Router.Changes.Count, world.State.Word), Is.EqualTo((entries, 1, "window-open")));
    }

    [Test]
    public async Task How_long_a_switch_took_is_said()
    {
        var world = new World();
        world.Policy = world.Policy with { FrontDoorPatience = TimeSpan.Zero };
        world.Router.Failures = 3;
        var report = await world.Start();
        Assert.That((report.SwitchSeconds, report.LastOldRequestSeconds), Is.EqualTo((1.5, 1.5)));
    }

    private static async Task<World> Contractible(World world)
    {
        await world.Start();
        world.Time.Pass(TimeSpan.FromHours(25));
        world.Retire();
        await world.Ask(ReleaseAction.Close);
        Assert.That(world.State.Word, Is.EqualTo("contract-pending"));
        return world;
    }
}
