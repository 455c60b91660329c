using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;

namespace MigrationGuard.Gate.Tests.Running;

public sealed class TwoRunnersTests
{
    [Test]
    public async Task Of_two_that_start_together_one_is_told_who_is_at_it_and_for_how_long()
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
        var first = world.Start("ci:1");
        await entered.Task;
        world.Time.Pass(TimeSpan.FromSeconds(7));
        var second = await world.Start("ci:2");
        world.Time.Stopped = false;
        leave.SetResult();

        Assert.That((await first).Answer, Is.EqualTo(ReleaseAnswer.Yes));
        Assert.That((second.Answer, second.Busy!.Holder), Is.EqualTo((ReleaseAnswer.Busy, "ci:1")));
        Assert.That(second.Busy.Age, Is.GreaterThanOrEqualTo(TimeSpan.FromSeconds(7)));
        Assert.That(second.Why, Does.StartWith("ci:1 is at it since 2026-03-01"));
        Assert.That(world.Router.Changes, Is.EqualTo(new[] { "green 8" }));
    }

    [Test]
    public async Task One_that_waits_goes_on_when_the_other_is_done()
    {
        var world = new World();
        var lease = await world.Ledger.AcquireLeaseAsync("ci:1", TimeSpan.FromMinutes(1), default);
        var waits = 0;
        world.Time.OnDelay = _ =>
        {
            if (++waits == 3)
            {
                world.Ledger.ReleaseLeaseAsync(((Ledgers.LeaseAnswer.Taken)lease).Lease, default);
            }
        };
        var report = await world.Runner().StartAsync(World.Release, new("ci:2") { Wait = TimeSpan.FromSeconds(30) }, default);
        Assert.That(report.Answer, Is.EqualTo(ReleaseAnswer.Yes));
        Assert.That(waits, Is.GreaterThanOrEqualTo(3));
    }

    [Test]
    public async Task One_that_waits_gives_up_in_time()
    {
        var world = new World();
        await world.Ledger.AcquireLeaseAsync("ci:1", TimeSpan.FromHours(1), default);
        var report = await world.Runner().StartAsync(World.Release, new("ci:2") { Wait = TimeSpan.FromSeconds(30) }, default);
        Assert.That((report.Answer, report.Busy!.Age), Is.EqualTo((ReleaseAnswer.Busy, TimeSpan.FromSeconds(30))));
    }

    [Test]
    public async Task One_that_lost_its_lease_does_nothing_any_more()
    {
        foreach (var moment in new[] { "evidence", "measure" })
        {
            var world = new World();
            var entered = new TaskCompletionSource();
            var leave = new TaskCompletionSource();
            Func<CancellationToken, Task> stop = _ =>
            {
                world.Time.Stopped = true;
                entered.TrySetResult();
                return leave.Task;
            };
            (world.Watch.BeforeEvidence, world.Watch.BeforeMeasure) = moment == "evidence" ? (stop, world.Watch.BeforeMeasure) : (world.Watch.BeforeEvidence, stop);
            var first = world.Start("ci:1");
            await entered.Task;
            world.Watch.BeforeEvidence = world.Watch.BeforeMeasure = _ => Task.CompletedTask;
            await world.Ledger.SeizeLeaseAsync("ci:2", TimeSpan.FromMinutes(1), default);
            var second = await world.Run("ci:2");
            var entries = world.Ledger.Entries.Count;
            world.Time.Stopped = false;
            leave.SetResult();

            Assert.That((second.Answer, (await first).Answer), Is.EqualTo((ReleaseAnswer.Yes, ReleaseAnswer.Busy)), moment);
            Assert.That((world.Ledger.Entries.Count, world.Router.Changes.Count), Is.EqualTo((entries, 1)), moment);
        }
    }

    [Test]
    public async Task One_that_was_planned_on_an_older_release_is_refused()
    {
        var world = new World();
        await world.Start();
        world.Time.Pass(TimeSpan.FromHours(25));

        var early = await world.Runner().StartAsync(World.Release with { Id = "webshop-4.4.0" }, new("ci:2"), default);
        Assert.That((early.Answer, early.Why), Is.EqualTo((ReleaseAnswer.Busy, "release webshop-4.3.0 is window-open, started by ci at 2026-03-01 12:00:00Z")));

        world.Retire();
        await world.Ask(ReleaseAction.Close);
        var stale = await world.Runner().StartAsync(World.Release with { Id = "webshop-4.4.0" }, new("ci:2"), default);
        Assert.That((stale.Answer, stale.Why), Is.EqualTo((ReleaseAnswer.Policy, "webshop-4.4.0 was planned on no release, and webshop-4.3.0 is live; plan it again")));
    }

    [Test]
    public async Task The_same_name_with_another_plan_is_refused()
    {
        var world = new World();
        await world.Start(goal: ReleaseGoal.Prepared);
        var report = await world.Runner().StartAsync(World.Release with { Plan = "sha256:other" }, new("ci:2"), default);
        Assert.That(report.Answer, Is.EqualTo(ReleaseAnswer.Usage));
    }
}
