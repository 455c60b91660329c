using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Stories;
using MigrationGuard.Gate.Tests.Support;

namespace MigrationGuard.Gate.Tests.Stories;

public sealed class DoraNumbersTests
{
    [Test]
    public async Task Deployments_failures_and_restores_are_counted()
    {
        var stories = new[] { await Story(BakeReading.Good), await Story(BakeReading.Bad), await Story(BakeReading.Good) };
        var start = World.Release.StartedAt;
        var numbers = DoraNumbers.Of(stories, start, start.AddDays(7));
        Assert.That((numbers.Deployments, numbers.Failures, numbers.PerWeek, numbers.FailureRate), Is.EqualTo((3, 1, 3.0, 1 / 3.0)));
        Assert.That(numbers.LeadSeconds, Is.EqualTo((stories[0].Switch!.ObservedAt - start).TotalSeconds));
        Assert.That(numbers.RestoreSeconds, Is.EqualTo((stories[1].Return!.ObservedAt - stories[1].Switch!.ObservedAt).TotalSeconds));
        Assert.That(numbers.Events.Select(happened => happened.At), Is.Ordered);
    }

    [Test]
    public async Task A_release_that_was_never_switched_is_no_deployment()
    {
        var world = new World();
        await world.Start(goal: ReleaseGoal.Verified);
        await world.Ask(ReleaseAction.Abort);
        var numbers = DoraNumbers.Of([ReleaseStory.Of(World.Release, [.. world.Ledger.Entries])], World.Release.StartedAt, World.Release.StartedAt.AddDays(1));
        Assert.That((numbers.Deployments, numbers.FailureRate, numbers.LeadSeconds, numbers.RestoreSeconds), Is.EqualTo((0, (double?)null, (double?)null, (double?)null)));
    }

    [Test]
    public async Task What_was_before_does_not_count()
    {
        var story = await Story(BakeReading.Good);
        Assert.That(DoraNumbers.Of([story], story.Switch!.ObservedAt.AddSeconds(1), story.Switch.ObservedAt.AddDays(1)).Deployments, Is.Zero);
    }

    private static async Task<ReleaseStory> Story(BakeReading reading)
    {
        var world = new World();
        world.Watch.Readings.Enqueue(reading);
        await world.Start();
        return ReleaseStory.Of(World.Release, [.. world.Ledger.Entries]);
    }
}
