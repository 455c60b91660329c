using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Tests.Running;

/// <summary>A process that ends before or after anything it changes, and another one that goes on.</summary>
public sealed class CrashTests
{
    private static readonly string[] Effects = ["expand 1", "expand 2", "contract 1", "contract 2"];

    [Test]
    public async Task Killed_anywhere_on_the_way_to_the_end_it_goes_on_and_does_nothing_twice()
    {
        for (var moment = 0; ; moment++)
        {
            var world = new World();
            world.Deaths.Restart(moment);
            var died = await Dies(async () => await ToTheEnd(world, "ci:1"));
            world.Deaths.Restart(-1);
            world.Time.Pass(world.Policy.LeaseDuration);
            await ToTheEnd(world, "ci:2");

            Assert.That(world.State, Is.EqualTo(new ReleaseState.Done("contract2")), $"killed at {moment}");
            Assert.That(world.Steps.Taken, Is.EqualTo(Effects), $"killed at {moment}");
            Assert.That(world.Router.Changes, Is.EqualTo(new[] { "green 8" }), $"killed at {moment}");
            Assert.That(world.Ledger.Changes.Count(change => change == "4.3.0 Live"), Is.EqualTo(1), $"killed at {moment}");
            Assert.That(world.Ledger.LeaseIsFree, $"killed at {moment}");
            if (!died)
            {
                Assert.That(moment, Is.GreaterThan(60));
                return;
            }
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task Killed_anywhere_on_the_way_back_the_old_version_ends_with_the_traffic(bool withoutLedger)
    {
        for (var moment = 0; ; moment++)
        {
            var world = new World();
            await world.Start();
            world.Ledger.Down = withoutLedger;
            world.Deaths.Restart(moment);
            var died = await Dies(async () => await world.Ask(ReleaseAction.Rollback));
            world.Deaths.Restart(-1);
            await world.Ask(ReleaseAction.Rollback);
            world.Ledger.Down = false;
            world.Time.Pass(world.Policy.LeaseDuration);
            var end = await world.Run("ci:3");

            Assert.That((end.State!.Word, world.Router.Now), Is.EqualTo(("rolled-back", ("blue", 9L))), $"killed at {moment}");
            Assert.That(world.Router.Changes, Is.EqualTo(new[] { "green 8", "blue 9" }), $"killed at {moment}");
            Assert.That(world.Ledger.Changes.Count(change => change == "4.3.0 Published"), Is.EqualTo(1), $"killed at {moment}");
            Assert.That((world.Ledger.LeaseIsFree, world.Local.Pending.Count), Is.EqualTo((true, 0)), $"killed at {moment}");
            if (!died)
            {
                Assert.That(moment, Is.GreaterThan(8));
                return;
            }
        }
    }

    [Test]
    public async Task Killed_anywhere_while_the_ledger_is_told_later_it_is_told_once()
    {
        for (var moment = 0; ; moment++)
        {
            var world = new World();
            await world.Start();
            world.Ledger.Down = true;
            await world.Ask(ReleaseAction.Rollback);
            world.Ledger.Down = false;
            world.Deaths.Restart(moment);
            var died = await Dies(async () => await world.Run("ci:3"));
            world.Deaths.Restart(-1);
            world.Time.Pass(world.Policy.LeaseDuration);
            var end = await world.Run("ci:4");

            Assert.That((end.State!.Word, world.Router.Now), Is.EqualTo(("rolled-back", ("blue", 9L))), $"killed at {moment}");
            Assert.That(world.Ledger.Entries.Count(entry => entry is { Token: 0, Name: "flip", Kind: JournalKind.Effect }), Is.EqualTo(1), $"killed at {moment}");
            Assert.That(world.Ledger.Entries.Count(entry => entry.Name == "reconciled"), Is.EqualTo(1), $"killed at {moment}");
            if (!died)
            {
                return;
            }
        }
    }

    [FsCheck.NUnit.Property(MaxTest = 60)]
    public void Killed_twice_in_any_weather_it_ends_in_one_generation_that_its_state_names(byte first, byte second, byte weather)
    {
        var world = Weather(weather);
        foreach (var moment in new[] { first % 70, second % 50, -1, -1 })
        {
            world.Deaths.Restart(moment);
            Dies(async () => await world.Start($"ci:{moment}")).GetAwaiter().GetResult();
            world.Time.Pass(world.Policy.LeaseDuration);
        }

        var expected = world.State switch
        {
            ReleaseState.WindowOpen open => ("green", open.Switched.Generation),
            ReleaseState.RolledBack back => ("blue", back.Generation),
            ReleaseState.Held { Was: ReleaseState.Baking baking } => ("green", baking.Switched.Generation),
            var state => (state.Word, -1),
        };
        Assert.That(world.Router.Now, Is.EqualTo(expected));
        Assert.That(world.Steps.Taken, Is.EqualTo(new[] { "expand 1", "expand 2" }));
        Assert.That(world.Router.Changes, Is.Unique);
        Assert.That(world.Router.Changes, Has.Count.LessThanOrEqualTo(2));
        Assert.That(world.Ledger.LeaseIsFree);
    }

    [Test]
    public async Task Every_prefix_of_a_journal_replays_harmlessly_on_a_world_that_is_ahead_of_it()
    {
        var full = new World();
        await full.Start();
        for (var length = 0; length <= full.Ledger.Entries.Count; length++)
        {
            var world = new World();
            world.Time.Pass(full.Time.GetUtcNow() - world.Time.GetUtcNow());
            await Replay(full, world, length);
            if (!Before(full, length, "run-expand-step"))
            {
                world.Steps.Taken.AddRange(full.Steps.Taken);
                world.Ledger.Fingerprint = full.Ledger.Fingerprint;
            }

            world.Router.Now = Before(full, length, "flip") ? ("blue", 7) : full.Router.Now;
            var report = await world.Start("ci:9");

            Assert.That(report.State!.Word, Is.EqualTo("window-open"), $"after {length} entries");
            Assert.That(world.Steps.Taken, Is.EqualTo(full.Steps.Taken), $"after {length} entries");
            Assert.That(world.Router.Now, Is.EqualTo(("green", 8)), $"after {length} entries");
            Assert.That(world.Router.Changes, Has.Count.EqualTo(Before(full, length, "flip") ? 1 : 0), $"after {length} entries");
        }
    }

    private static World Weather(byte weather)
    {
        var world = new World();
        world.Router.Failures = weather % 4;
        world.Router.Ignores = weather / 4 % 4;
        world.Router.Silences = weather / 16 % 2;
        world.Steps.Locked = weather / 32 % 2;
        world.Watch.Readings.Enqueue(BakeReading.Good);
        world.Watch.Readings.Enqueue((weather / 64) switch { 0 => BakeReading.Bad, 1 => BakeReading.Inconclusive, _ => BakeReading.Good });
        world.Policy = world.Policy with { BakeWindows = 2 };
        return world;
    }

    // An effect can have happened from the moment on in which its intent was stored.
    private static bool Before(World full, int length, string effect) => full.Ledger.Entries.Take(length).All(entry => entry.Name != effect);

    private static async Task Replay(World full, World world, int length)
    {
        var lease = ((LeaseAnswer.Taken)await world.Ledger.AcquireLeaseAsync("ci:1", TimeSpan.FromMinutes(1), default)).Lease;
        await world.Ledger.StartAsync(lease, World.Release, default);
        foreach (var entry in full.Ledger.Entries.Take(length))
        {
            var progress = ReleaseJson.StateOf(entry.Payload) is { } state ? new ReleaseProgress(state.Word, state.Standing) : null;
            await world.Ledger.AppendAsync(lease, new(entry.Release, entry.Kind, entry.Name, entry.Payload) { Key = $"{entry.Sequence}", At = entry.At, Progress = progress }, default);
        }

        foreach (var piece in await full.Ledger.EvidenceAsync(World.Id, default))
        {
            await world.Ledger.AddEvidenceAsync(lease, World.Id, piece, default);
        }

        await world.Ledger.ReleaseLeaseAsync(lease, default);
    }

    private static async Task ToTheEnd(World world, string holder)
    {
        await world.Start(holder);
        if (world.State is ReleaseState.WindowOpen)
        {
            await world.Runner().AskAsync(World.Id, new(ReleaseAction.Close, "ada", "early"), new(holder), default);
        }

        world.Retire();
        await world.Run(holder);
        await world.Runner().AskAsync(World.Id, new(ReleaseAction.Contract, "ada", "time"), new(holder), default);
    }

    private static async Task<bool> Dies(Func<Task> process)
    {
        try
        {
            await process();
            return false;
        }
        catch (Killed)
        {
            return true;
        }
    }
}
