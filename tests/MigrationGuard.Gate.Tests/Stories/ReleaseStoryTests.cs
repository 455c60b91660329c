using System.Text.Json;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Stories;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Stories;

public sealed class ReleaseStoryTests
{
    [Test]
    public async Task A_release_is_told_from_its_start_to_its_end()
    {
        var world = new World();
        world.Steps.Locked = 1;
        await world.Start();
        world.Time.Pass(TimeSpan.FromHours(25));
        world.Retire();
        await world.Ask(ReleaseAction.Close);
        await world.Ask(ReleaseAction.Contract);

        var story = Of(world);
        Assert.That(story.Chapters.Select(chapter => chapter.State), Is.EqualTo(new[]
        {
            "draft", "prepared", "expanding", "backfilling", "verifying", "ready", "switching", "baking", "window-open", "retiring", "contract-pending", "contracting", "done",
        }));
        Assert.That(story.Chapters.Zip(story.Chapters.Skip(1)), Has.All.Matches<(StoryChapter One, StoryChapter Next)>(pair => pair.One.Until == pair.Next.From && pair.One.From <= pair.Next.From));
        Assert.That(story.Steps.Select(step => $"{step.Phase} {step.Outcome} {step.Attempt}"), Is.EqualTo(new[] { "expand retry 1", "expand done 2", "expand done 1", "migrate finished 1", "contract done 1", "contract done 1" }));
        Assert.That(story.Traffic.Select(point => point.NewPercent), Is.EqualTo(new[] { 0, 100 }));
        Assert.That(story.Wishes.Select(wish => $"{wish.Person}: {wish.Action}, {wish.Reason}"), Is.EqualTo(new[] { "ada: close, because", "ada: contract, because" }));
        Assert.That((story.Tone, story.Return, story.Switch!.Seconds >= 0, story.LastOldRequestSeconds >= 0), Is.EqualTo((StoryTone.Good, (StoryMove?)null, true, true)));
        Assert.That(story.Measurements.Select(measured => measured.Verdict), Is.EqualTo(new[] { "front door: new", "good", "good", "good" }));
        Assert.That(story.PromisedUntil, Is.GreaterThan(story.Switch!.ObservedAt));
    }

    [Test]
    public async Task A_way_back_says_how_long_it_took_and_why()
    {
        var world = new World();
        world.Watch.Readings.Enqueue(BakeReading.Bad);
        await world.Start();

        var story = Of(world);
        Assert.That((story.State.Word, story.Tone, story.Return!.Cause, story.Why), Is.EqualTo(("rolled-back", StoryTone.Returned, RollbackCause.Bake, "measured")));
        Assert.That(story.Traffic.Select(point => point.NewPercent), Is.EqualTo(new[] { 0, 100, 0 }));
        Assert.That(story.Return.Seconds, Is.EqualTo(((ReleaseState.RolledBack)story.State).RollbackSeconds));
    }

    [Test]
    public void A_release_without_a_journal_is_a_draft()
    {
        var story = ReleaseStory.Of(World.Release, []);
        Assert.That((story.State.Word, story.Chapters.Single().State, story.Traffic.Single().NewPercent, story.Why), Is.EqualTo(("draft", "draft", 0, (string?)null)));
    }

    [TestCase("""{ "state": { "state": "of-a-newer-tool" }, "why": 7, "happened": [] }""")]
    [TestCase("""{ "state": { "state": "held" } }""")]
    [TestCase("""{ "happened": { "sight": { "where": "on", "side": 3, "generation": "x", "share": { "percent": 900 } }, "action": {}, "person": 1, "outcome": "" } }""")]
    [TestCase("""[]""")]
    [TestCase("""null""")]
    public void What_is_not_understood_is_left_out(string payload)
    {
        foreach (var name in new[] { "run-expand-step", "measured", "front-door-seen", "drain-seen", "asked", "flip" })
        {
            var entry = new JournalEntry(1, World.Id, JournalKind.Effect, name, JsonDocument.Parse(payload).RootElement, World.Release.StartedAt.AddSeconds(1), 1);
            var story = ReleaseStory.Of(World.Release, [entry]);
            Assert.That((story.State.Word, story.Steps.Count, story.Wishes.Count, story.Traffic.Count), Is.EqualTo(("draft", 0, 0, 1)), name);
        }
    }

    [TestCase("""{ "where": "shared", "share": { "from": "blue", "to": "green", "percent": 25 }, "generation": 9 }""", 25)]
    [TestCase("""{ "where": "shared", "share": { "from": "green", "to": "blue", "percent": 25 }, "generation": 9 }""", 75)]
    [TestCase("""{ "percent": 5 }""", 5)]
    public void Shares_of_the_traffic_are_percents_of_the_new_version(string sight, int percent)
    {
        var payload = JsonDocument.Parse($$"""{ "happened": { "sight": {{sight}} } }""").RootElement;
        var story = ReleaseStory.Of(World.Release, [new JournalEntry(1, World.Id, JournalKind.Effect, "shift", payload, World.Release.StartedAt.AddSeconds(1), 1)]);
        Assert.That(story.Traffic[^1].NewPercent, Is.EqualTo(percent));
    }

    [Test]
    public async Task What_happened_without_the_ledger_stands_where_it_happened()
    {
        var world = new World();
        await world.Start();
        world.Ledger.Down = true;
        await world.Ask(ReleaseAction.Rollback);
        world.Ledger.Down = false;
        world.Time.Pass(TimeSpan.FromHours(1));
        await world.Run();

        var story = Of(world);
        Assert.That(story.Chapters.Where(chapter => chapter.WithoutLedger).Select(chapter => chapter.State), Is.EqualTo(new[] { "rolling-back", "rolled-back" }));
        Assert.That(story.Traffic[^1].At, Is.LessThan(story.Release.StartedAt + TimeSpan.FromMinutes(50)));
    }

    private static ReleaseStory Of(World world) => ReleaseStory.Of(World.Release, [.. world.Ledger.Entries]);
}
