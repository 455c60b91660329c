using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Tests.Running;

public sealed class RollbackTests
{
    [Test]
    public async Task Going_back_asks_nothing_of_the_new_version_and_says_how_long_it_took()
    {
        var world = new World();
        await world.Start();
        world.Router.Failures = int.MaxValue;
        world.Router.Silences = 2;
        var report = await world.Ask(ReleaseAction.Rollback);
        Assert.That((report.Answer, report.RollbackSeconds), Is.EqualTo((ReleaseAnswer.Yes, 0.5)));
        Assert.That(world.Router.Changes, Is.EqualTo(new[] { "green 8", "blue 9" }));
        Assert.That(world.Ledger.Changes, Is.EqualTo(new[] { "4.3.0 Live", "4.2.0 Live with window", "4.3.0 Published" }));
        Assert.That(await Standing(world), Is.EqualTo(ReleaseStanding.Withdrawn));
    }

    [Test]
    public async Task A_switch_that_takes_too_long_goes_back()
    {
        var world = new World();
        world.Router.Failures = int.MaxValue;
        var report = await world.Start();
        Assert.That((report.Answer, report.State!.Word, world.Router.Now), Is.EqualTo((ReleaseAnswer.No, "rolled-back", ("blue", 9L))));
        Assert.That(((ReleaseState.RolledBack)report.State).Cause, Is.EqualTo(RollbackCause.Budget));
    }

    [Test]
    public async Task A_switch_behind_which_nobody_is_answered_goes_back_at_once()
    {
        var world = new World();
        world.Router.Unanswered = int.MaxValue;
        var report = await world.Start();
        Assert.That((report.Answer, report.State!.Word, world.Router.Now), Is.EqualTo((ReleaseAnswer.No, "rolled-back", ("blue", 9L))));
        Assert.That(((ReleaseState.RolledBack)report.State).Cause, Is.EqualTo(RollbackCause.FrontDoor));
    }

    [Test]
    public async Task A_router_that_does_not_move_in_time_is_fenced_off_from_moving_later()
    {
        var world = new World();
        world.Router.Ignores = 601;
        var report = await world.Start();
        Assert.That((report.State!.Word, world.Router.Now), Is.EqualTo(("rolled-back", ("blue", 9L))));

        await world.Router.ApplyAsync("green", 8, 7, default);
        Assert.That(world.Router.Now, Is.EqualTo(("blue", 9L)));
    }

    [Test]
    public async Task What_counted_when_the_switch_was_decided_is_read_again_before_it_is_tried_again([Values] bool expired, [Values] bool killed)
    {
        var world = new World();
        void Change(TimeSpan delay)
        {
            world.Time.OnDelay = null;
            world.Ledger.Fingerprint = expired ? world.Ledger.Fingerprint : "by hand";
            world.Policy = expired ? world.Policy with { EvidenceLifetime = TimeSpan.FromTicks(1) } : world.Policy;
        }

        world.Router.Ignores = 1;
        if (killed)
        {
            world.Router.OnIgnored = () => throw new Killed();
            Assert.ThrowsAsync<Killed>(async () => await world.Start());
            world.Router.Ignores = 0;
            Change(default);
            world.Time.Pass(world.Policy.LeaseDuration);
        }
        else
        {
            world.Time.OnDelay = Change;
            world.Policy = world.Policy with { EvidenceLifetime = expired ? TimeSpan.FromMilliseconds(400) : world.Policy.EvidenceLifetime };
        }

        var report = killed ? await world.Run("ci:2") : await world.Start();
        Assert.That((report.Answer, report.State!.Word, string.Join(", ", world.Router.Changes)), Is.EqualTo((ReleaseAnswer.No, "rolled-back", "blue 9")));
        Assert.That(((ReleaseState.RolledBack)report.State).Cause, Is.EqualTo(RollbackCause.Reread));
    }

    [Test]
    public async Task A_ledger_that_is_too_slow_to_say_whether_there_is_a_way_back_said_so_before()
    {
        var world = new World();
        await world.Start();
        world.Ledger.Slow = true;
        Assert.That(((await world.Ask(ReleaseAction.Rollback)).Answer, world.Router.Now.Slot), Is.EqualTo((ReleaseAnswer.Yes, "blue")));
    }

    [TestCase(true, ReleaseAnswer.Yes)]
    [TestCase(false, ReleaseAnswer.No)]
    public async Task That_the_traffic_is_back_already_is_said_of_a_router_that_was_looked_at(bool stays, ReleaseAnswer answer)
    {
        var world = new World();
        await world.Start();
        await world.Ask(ReleaseAction.Rollback);
        world.Router.Now = stays ? world.Router.Now : ("green", 12);
        await world.Ledger.AcquireLeaseAsync("ci:9", TimeSpan.FromMinutes(1), default);
        Assert.That((await world.Ask(ReleaseAction.Rollback)).Answer, Is.EqualTo(answer));
        Assert.That(world.Ledger.LeaseIsFree, Is.False);
    }

    [Test]
    public async Task Who_asks_for_the_way_back_of_a_release_that_went_back_by_itself_is_told_yes()
    {
        var world = new World();
        world.Watch.Readings.Enqueue(BakeReading.Bad);
        Assert.That((await world.Start()).Answer, Is.EqualTo(ReleaseAnswer.No));
        Assert.That((await world.Ask(ReleaseAction.Rollback)).Answer, Is.EqualTo(ReleaseAnswer.Yes));
    }

    [Test]
    public async Task Notes_that_cannot_be_read_keep_nobody_from_going_back()
    {
        var world = new World();
        await world.Start();
        world.Local.DiskRefuses = true;
        Assert.That(((await world.Ask(ReleaseAction.Rollback)).Answer, world.Router.Now.Slot), Is.EqualTo((ReleaseAnswer.Yes, "blue")));
    }

    [Test]
    public async Task Notes_of_a_release_of_the_same_name_in_another_database_are_not_told()
    {
        var staging = new World();
        await staging.Start();
        staging.Ledger.Down = true;
        await staging.Ask(ReleaseAction.Rollback);
        var production = new World { Local = staging.Local };
        production.Local.Known = production.Local.Known! with { Release = World.Release with { StartedAt = World.Release.StartedAt.AddDays(-1) } };
        Assert.That((await production.Start()).State!.Word, Is.EqualTo("window-open"));
    }

    [Test]
    public async Task The_version_that_has_the_traffic_counts_as_live_before_anything_is_changed()
    {
        var world = new World();
        world.Ledger.Versions[0] = world.Ledger.Versions[0] with { State = VersionState.Published };
        await world.Start(goal: ReleaseGoal.Prepared);
        Assert.That(world.Ledger.Changes, Is.EqualTo(new[] { "4.2.0 Live", "4.3.0 Live" }));
    }

    [Test]
    public async Task Who_wants_to_go_on_with_a_release_that_was_sent_back_or_given_up_is_told_so()
    {
        var back = new World();
        await back.Start();
        await back.Ask(ReleaseAction.Rollback);
        Assert.That((await back.Run()).Answer, Is.EqualTo(ReleaseAnswer.No));

        var given = new World();
        await given.Start(goal: ReleaseGoal.Verified);
        Assert.That((await given.Ask(ReleaseAction.Abort)).Answer, Is.EqualTo(ReleaseAnswer.Yes));
        var report = await given.Start(goal: ReleaseGoal.Verified);
        Assert.That((report.Answer, report.Why), Is.EqualTo((ReleaseAnswer.No, "it was given up: asked by ada: because")));
    }

    [Test]
    public async Task A_new_version_that_does_badly_loses_the_traffic()
    {
        var world = new World();
        world.Watch.Readings.Enqueue(BakeReading.Good);
        world.Watch.Readings.Enqueue(BakeReading.Bad);
        var report = await world.Start();
        Assert.That((report.Answer, report.State!.Word, world.Router.Now.Slot), Is.EqualTo((ReleaseAnswer.No, "rolled-back", "blue")));
        Assert.That(report.RollbackSeconds, Is.LessThan(2));
    }

    [Test]
    public async Task A_new_version_that_does_badly_keeps_the_traffic_when_the_old_one_cannot_have_it()
    {
        var world = new World();
        world.Watch.BeforeMeasure = _ =>
        {
            world.Ledger.Floor = new("webshop", "4.3.0", "a name of 30 characters was written", default);
            return Task.CompletedTask;
        };
        world.Watch.Readings.Enqueue(BakeReading.Bad);
        var report = await world.Start();
        Assert.That((report.Answer, report.State!.Word, world.Router.Now.Slot), Is.EqualTo((ReleaseAnswer.Held, "held", "green")));
        Assert.That(report.Why, Does.Contain("a name of 30 characters was written"));
    }

    [Test]
    public async Task Below_the_rollback_floor_it_is_refused_with_the_reason_and_nobody_loses_the_lease()
    {
        var world = new World();
        await world.Start();
        world.Ledger.Floor = new("webshop", "4.3.0", "a name of 30 characters was written", default);
        Assert.That((await world.Can(ReleaseQuestion.Rollback)).Answer, Is.EqualTo(ReleaseAnswer.Policy));
        await world.Ledger.AcquireLeaseAsync("ci:9", TimeSpan.FromMinutes(1), default);
        var report = await world.Ask(ReleaseAction.Rollback);
        Assert.That((report.Answer, report.State!.Word), Is.EqualTo((ReleaseAnswer.Policy, "window-open")));
        Assert.That(report.Why, Is.EqualTo("4.2.0 is below the rollback floor 4.3.0: a name of 30 characters was written"));
        Assert.That((world.Router.Now.Slot, world.Ledger.LeaseIsFree), Is.EqualTo(("green", false)));
    }

    [Test]
    public async Task What_was_known_of_the_floor_counts_when_the_ledger_is_gone()
    {
        var world = new World();
        world.Watch.BeforeMeasure = _ =>
        {
            world.Ledger.Floor = new("webshop", "4.3.0", "a name of 30 characters was written", default);
            return Task.CompletedTask;
        };
        await world.Start();
        world.Ledger.Down = true;
        Assert.That((await world.Ask(ReleaseAction.Rollback)).Answer, Is.EqualTo(ReleaseAnswer.Policy));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task It_works_with_the_ledger_out_of_reach_and_the_ledger_is_told_later(bool hanging)
    {
        var world = new World();
        await world.Start();
        world.Ledger.Down = !hanging;
        world.Ledger.Hanging = hanging;
        var report = await world.Ask(ReleaseAction.Rollback);
        Assert.That((report.Answer, report.WithoutLedger, report.State!.Word), Is.EqualTo((ReleaseAnswer.Yes, true, "rolled-back")));
        Assert.That((report.RollbackSeconds, world.Router.Now), Is.EqualTo((hanging ? 1d : 0d, ("blue", 9L))));
        Assert.That(world.Local.Pending.Select(note => note.Name), Has.Member("flip"));

        world.Ledger.Down = world.Ledger.Hanging = false;
        var told = await world.Run("ci:3");
        Assert.That((told.State, world.Local.Pending.Count), Is.EqualTo((((ReleaseState.RolledBack)report.State) with { Withdrawn = true }, 0)));
        Assert.That(told.RollbackSeconds, Is.EqualTo(report.RollbackSeconds));
        Assert.That(world.Ledger.Entries.Where(entry => entry.Token == 0).Select(entry => entry.Name), Has.Member("flip"));
        Assert.That(await Standing(world), Is.EqualTo(ReleaseStanding.Withdrawn));
    }

    [Test]
    public async Task A_ledger_that_is_lost_in_the_middle_of_a_switch_sends_the_traffic_back()
    {
        var world = new World();
        world.Router.Failures = 3;
        world.Time.OnDelay = _ => world.Ledger.Down = true;
        var report = await world.Start();
        Assert.That((report.WithoutLedger, world.Router.Now), Is.EqualTo((true, ("blue", 9L))));
        Assert.That(((ReleaseState.RolledBack)report.State!).Cause, Is.EqualTo(RollbackCause.LedgerLost));

        world.Ledger.Down = false;
        world.Time.OnDelay = null;
        world.Time.Pass(world.Policy.LeaseDuration);
        Assert.That((await world.Run("ci:3")).State!.Word, Is.EqualTo("rolled-back"));
    }

    [Test]
    public async Task A_ledger_that_is_lost_under_traffic_leaves_the_traffic_and_the_release_goes_on_later()
    {
        var world = new World();
        world.Watch.BeforeMeasure = _ =>
        {
            world.Ledger.Down = true;
            return Task.CompletedTask;
        };
        var report = await world.Start();
        Assert.That((report.Answer, report.State!.Word, world.Router.Now.Slot), Is.EqualTo((ReleaseAnswer.Dependency, "baking", "green")));

        world.Ledger.Down = false;
        world.Watch.BeforeMeasure = _ => Task.CompletedTask;
        Assert.That((await world.Run()).State!.Word, Is.EqualTo("window-open"));
    }

    [Test]
    public async Task A_full_disk_does_not_keep_the_traffic_on_a_broken_version()
    {
        var world = new World();
        world.Watch.BeforeMeasure = _ =>
        {
            world.Ledger.Hanging = world.Local.DiskRefuses = true;
            return Task.CompletedTask;
        };
        world.Watch.Readings.Enqueue(BakeReading.Bad);
        var report = await world.Start();
        Assert.That((report.State!.Word, world.Router.Now.Slot), Is.EqualTo(("rolled-back", "blue")));
    }

    [Test]
    public async Task Where_nothing_is_known_the_configuration_and_the_router_have_to_do_and_a_person_answers_for_it()
    {
        var world = new World();
        await world.Start();
        world.Ledger.Down = true;
        world.Local.Known = null;
        Assert.That((await world.Ask(ReleaseAction.Rollback)).Answer, Is.EqualTo(ReleaseAnswer.Dependency));

        var request = new ReleaseRequest(ReleaseAction.Rollback, "ada", "broken") { Assumed = World.Release };
        Assert.That((await world.Runner().AskAsync(World.Id, request, new("ada:2"), default)).Answer, Is.EqualTo(ReleaseAnswer.Unknown));
        var report = await world.Runner().AskAsync(World.Id, request with { AcceptsUnknownFloor = true }, new("ada:2"), default);
        Assert.That((report.Answer, world.Router.Now.Slot), Is.EqualTo((ReleaseAnswer.Yes, "blue")));
    }

    [Test]
    public async Task It_waits_for_no_pipeline_that_has_the_lease()
    {
        var world = new World();
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        world.Watch.BeforeMeasure = _ =>
        {
            world.Time.Stopped = true;
            entered.TrySetResult();
            return leave.Task;
        };
        var pipeline = world.Start();
        await entered.Task;
        var back = await world.Ask(ReleaseAction.Rollback);
        world.Time.Stopped = false;
        leave.SetResult();
        var report = await pipeline;

        Assert.That((back.Answer, back.State!.Word), Is.EqualTo((ReleaseAnswer.Yes, "rolled-back")));
        Assert.That((report.Answer, report.Why), Is.EqualTo((ReleaseAnswer.Busy, "The lease 1 on shop has expired. Nothing was done since.")));
        Assert.That(world.Router.Changes, Is.EqualTo(new[] { "green 8", "blue 9" }));
    }

    [Test]
    public async Task A_journal_that_cannot_be_read_does_not_keep_the_traffic_on_a_broken_version()
    {
        var world = new World();
        await world.Start();
        var last = world.Ledger.Entries.FindLastIndex(entry => entry.Payload.TryGetProperty("state", out _));
        world.Ledger.Entries[last] = world.Ledger.Entries[last] with { Payload = System.Text.Json.JsonElement.Parse("""{ "state": { "state": "teleported" } }""") };
        Assert.That((await world.Ask(ReleaseAction.Rollback)).Answer, Is.EqualTo(ReleaseAnswer.Yes));
        Assert.That(world.Router.Now, Is.EqualTo(("blue", 9L)));
    }

    [Test]
    public async Task A_person_can_hold_what_a_pipeline_is_doing_and_let_it_go_on()
    {
        var world = new World();
        var entered = new TaskCompletionSource();
        var leave = new TaskCompletionSource();
        world.Watch.BeforeEvidence = _ =>
        {
            world.Time.Stopped = true;
            entered.TrySetResult();
            return leave.Task;
        };
        var pipeline = world.Start();
        await entered.Task;
        var held = await world.Ask(ReleaseAction.Hold);
        world.Time.Stopped = false;
        leave.SetResult();
        Assert.That((held.Answer, (await pipeline).Answer), Is.EqualTo((ReleaseAnswer.Held, ReleaseAnswer.Busy)));
        Assert.That((await world.Run("ci:3")).Answer, Is.EqualTo(ReleaseAnswer.Held));
        Assert.That((await world.Ask(ReleaseAction.Resume)).State!.Word, Is.EqualTo("window-open"));
    }

    [Test]
    public async Task A_router_that_was_sent_back_by_others_is_noticed_under_traffic()
    {
        var world = new World();
        world.Watch.BeforeMeasure = _ =>
        {
            world.Router.Now = ("blue", 9);
            return Task.CompletedTask;
        };
        var report = await world.Start();
        Assert.That((report.Answer, ((ReleaseState.RolledBack)report.State!).Cause), Is.EqualTo((ReleaseAnswer.No, RollbackCause.Found)));
    }

    [Test]
    public async Task A_router_that_cannot_be_moved_back_waits_for_a_person_and_can_be_asked_again()
    {
        var world = new World();
        await world.Start();
        world.Router.Ignores = int.MaxValue;
        Assert.That((await world.Ask(ReleaseAction.Rollback)).Answer, Is.EqualTo(ReleaseAnswer.Held));

        world.Router.Ignores = 0;
        Assert.That((await world.Ask(ReleaseAction.Rollback)).State!.Word, Is.EqualTo("rolled-back"));
    }

    [Test]
    public async Task After_the_window_it_needs_an_old_version_that_is_seen_to_run()
    {
        var world = new World();
        await world.Start();
        await world.Ask(ReleaseAction.Close);
        Assert.That((await world.Ask(ReleaseAction.Rollback)).Answer, Is.EqualTo(ReleaseAnswer.Policy));
        world.Watch.Old = OldSight.Unknown;
        Assert.That((await world.Ask(ReleaseAction.Rollback)).Answer, Is.EqualTo(ReleaseAnswer.Unknown));
        world.Watch.Old = OldSight.Alive;
        Assert.That((await world.Ask(ReleaseAction.Rollback)).State!.Word, Is.EqualTo("rolled-back"));
    }

    [Test]
    public async Task Old_news_of_this_machine_do_not_move_a_release_that_others_ended_since()
    {
        var world = new World();
        await world.Start();
        world.Ledger.Down = true;
        await world.Ask(ReleaseAction.Rollback);
        world.Ledger.Down = false;
        var elsewhere = new MemoryLocalJournal(world.Deaths);
        var runner = new ReleaseRunner(Means(world, elsewhere), world.Policy);
        var ended = await runner.RunAsync(World.Id, new("ci:8"), default);
        Assert.That(ended.State, Is.InstanceOf<ReleaseState.RolledBack>().With.Property("Withdrawn").True);

        var later = await world.Run("ci:9");
        Assert.That(later.State, Is.EqualTo(ended.State));
        Assert.That(await Standing(world), Is.EqualTo(ReleaseStanding.Withdrawn));
    }

    private static ReleaseMeans Means(World world, ILocalJournal local) => new()
    {
        Ledger = world.Ledger,
        Local = local,
        Router = world.Router,
        Expansion = world.Steps,
        Evidence = [world.Watch],
        Bake = world.Watch,
        OldVersion = world.Watch,
        Contraction = world.Steps,
        Time = world.Time,
    };

    private static async Task<ReleaseStanding> Standing(World world) => (await world.Ledger.ReleasesAsync(default))[0].Progress.Standing;
}
