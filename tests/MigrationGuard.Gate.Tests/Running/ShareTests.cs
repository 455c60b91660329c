using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Running;

/// <summary>Releases that give the new version a share of the traffic first.</summary>
public sealed class ShareTests
{
    private static readonly string[] Whole = ["green 1 % 8", "green 5 % 9", "green 25 % 10", "green 11"];

    [Test]
    public async Task The_new_version_gets_more_and_more_of_the_traffic_and_then_all_of_it()
    {
        var world = Weighted();
        var report = await world.Start();

        Assert.That((report.Answer, world.State), Is.EqualTo((ReleaseAnswer.Yes, (ReleaseState)new ReleaseState.WindowOpen(((ReleaseState.WindowOpen)world.State).Switched, ((ReleaseState.WindowOpen)world.State).Until))));
        Assert.That(world.Router.Changes, Is.EqualTo(Whole));
        Assert.That(world.Ledger.Entries.Where(entry => entry.Kind == JournalKind.Intent && entry.Name is "share" or "flip").Select(entry => entry.Name), Is.EqualTo(new[] { "share", "share", "share", "flip" }), "intended before it is done");
        Assert.That(world.Ledger.Changes, Has.None.EqualTo("4.2.0 Published"), "both versions live all the time");
    }

    [Test]
    public async Task Evidence_counts_from_the_departure_however_long_the_shares_are_measured()
    {
        var world = Weighted();
        world.Policy = world.Policy with { EvidenceLifetime = TimeSpan.FromMinutes(1), LeaseDuration = TimeSpan.FromHours(1), WeightWindow = TimeSpan.FromMinutes(10), WeightWindows = 2 };
        world.Watch.BeforeMeasure = _ =>
        {
            world.Time.Pass(TimeSpan.FromMinutes(10));
            return Task.CompletedTask;
        };

        Assert.That((await world.Start()).Answer, Is.EqualTo(ReleaseAnswer.Yes));
        Assert.That(world.Router.Changes, Is.EqualTo(Whole));
    }

    [TestCase(0, "green 1 % 8", "blue 9")]
    [TestCase(1, "green 5 % 9", "blue 10")]
    [TestCase(2, "green 25 % 10", "blue 11")]
    public async Task A_bad_measurement_with_any_share_takes_it_away(int good, string last, string back)
    {
        var world = Weighted();
        Enumerable.Repeat(BakeReading.Good, good).ToList().ForEach(world.Watch.Readings.Enqueue);
        world.Watch.Readings.Enqueue(BakeReading.Bad);

        var report = await world.Start();

        Assert.That((report.Answer, report.State!.Word), Is.EqualTo((ReleaseAnswer.No, "rolled-back")));
        Assert.That(world.Router.Changes.TakeLast(2), Is.EqualTo(new[] { last, back }));
        Assert.That((world.Router.Now.Slot, world.Router.Share), Is.EqualTo(("blue", (TrafficShare?)null)));
    }

    [Test]
    public async Task A_measurement_that_says_nothing_waits_for_a_person_with_the_share_as_it_is()
    {
        var world = Weighted();
        world.Watch.Readings.Enqueue(BakeReading.Inconclusive);

        Assert.That((await world.Start()).Answer, Is.EqualTo(ReleaseAnswer.Held));
        Assert.That(world.Router.Changes, Is.EqualTo(Whole[..1]));

        Assert.That((await world.Ask(ReleaseAction.Resume)).Answer, Is.EqualTo(ReleaseAnswer.Yes));
        Assert.That(world.Router.Changes, Is.EqualTo(Whole));
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task From_a_share_a_person_goes_back_without_the_new_version_and_without_the_ledger(bool withoutLedger)
    {
        var world = Weighted();
        world.Watch.Readings.Enqueue(BakeReading.Good);
        world.Watch.Readings.Enqueue(BakeReading.Inconclusive);
        await world.Start();
        world.Ledger.Down = withoutLedger;
        world.Router.Failures = int.MaxValue;

        var report = await world.Ask(ReleaseAction.Rollback);

        Assert.That((report.Answer, report.State!.Word, world.Router.Now, world.Router.Share), Is.EqualTo((ReleaseAnswer.Yes, "rolled-back", ("blue", 10L), (TrafficShare?)null)));
    }

    [Test]
    public async Task A_schema_that_changes_between_two_shares_takes_the_traffic_back()
    {
        var world = Weighted();
        world.Watch.BeforeMeasure = _ =>
        {
            world.Ledger.Fingerprint = "moved";
            return Task.CompletedTask;
        };

        await world.Start();

        Assert.That(world.State, Is.InstanceOf<ReleaseState.RolledBack>().With.Property("Cause").EqualTo(RollbackCause.Reread));
        Assert.That(world.Router.Changes, Is.EqualTo(new[] { "green 1 % 8", "blue 9" }));
    }

    [Test]
    public async Task Somebody_who_moves_the_router_meanwhile_is_noticed()
    {
        var world = Weighted();
        world.Watch.BeforeMeasure = _ =>
        {
            (world.Router.Now, world.Router.Share) = (("blue", 20), new("blue", "green", 90));
            return Task.CompletedTask;
        };

        Assert.That((await world.Start()).Answer, Is.EqualTo(ReleaseAnswer.Held));
        Assert.That(world.State, Is.InstanceOf<ReleaseState.Held>().With.Property("Cause").EqualTo(HoldCause.Router));
    }

    [Test]
    public async Task Killed_anywhere_it_resumes_at_its_share_and_gives_none_twice()
    {
        for (var moment = 0; ; moment++)
        {
            var world = Weighted();
            world.Deaths.Restart(moment);
            var died = await Dies(() => world.Start());
            world.Deaths.Restart(-1);
            world.Time.Pass(world.Policy.LeaseDuration);
            await world.Start("ci:2");

            Assert.That(world.State, Is.InstanceOf<ReleaseState.WindowOpen>(), $"killed at {moment}");
            Assert.That(world.Router.Changes, Is.EqualTo(Whole), $"killed at {moment}");
            if (!died)
            {
                Assert.That(moment, Is.GreaterThan(40));
                return;
            }
        }
    }

    [Test]
    public async Task Killed_anywhere_and_sent_back_the_old_version_has_all_of_it()
    {
        for (var moment = 0; ; moment++)
        {
            var world = Weighted();
            world.Deaths.Restart(moment);
            var died = await Dies(() => world.Start());
            world.Deaths.Restart(-1);
            world.Time.Pass(world.Policy.LeaseDuration);
            await world.Ask(ReleaseAction.Rollback);

            Assert.That((world.Router.Now.Slot, world.Router.Share), Is.EqualTo(("blue", (TrafficShare?)null)), $"killed at {moment}");
            Assert.That(world.Router.Changes, Is.Unique, $"killed at {moment}");
            if (!died)
            {
                return;
            }
        }
    }

    [Test]
    public async Task A_router_that_cannot_divide_is_not_given_shares()
    {
        var world = new World { Router = new(new()) { Capabilities = new(true, true, true, true) } };
        world.Policy = world.Policy with { Weights = [1] };

        var report = await world.Start();

        Assert.That((report.Answer, report.Why), Is.EqualTo((ReleaseAnswer.Usage, "the policy contradicts itself or what is configured: shares of 1 % are wanted, and the router can only move all of the traffic at once")));
    }

    private static World Weighted()
    {
        var world = new World();
        world.Policy = world.Policy with { Weights = [1, 5, 25] };
        return world;
    }

    private static async Task<bool> Dies(Func<Task> work)
    {
        try
        {
            await work();
            return false;
        }
        catch (Killed)
        {
            return true;
        }
    }
}
