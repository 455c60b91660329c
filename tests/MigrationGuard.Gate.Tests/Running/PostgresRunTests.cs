using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.Ledgers;
using MigrationGuard.TestKit;

namespace MigrationGuard.Gate.Tests.Running;

/// <summary>Whole releases with the ledger in a guarded PostgreSQL and the local journal in files.</summary>
[TestFixtureSource(typeof(PostgresServer), nameof(PostgresServer.Majors))]
public sealed class PostgresRunTests(int major)
{
    private PostgresDatabase _prepared = null!;

    [OneTimeSetUp]
    public async Task Prepare() => _prepared = await PostgresWorld.PrepareAsync(major);

    [OneTimeTearDown]
    public void Remove() => _prepared?.Dispose();

    [Test]
    public async Task A_release_runs_to_its_end_and_everything_is_in_the_ledger()
    {
        await using var world = await PostgresWorld.CreateAsync(major, _prepared);

        var open = await world.Start("ci:1");
        Assert.That((open.Answer, open.State!.Word), Is.EqualTo((ReleaseAnswer.Yes, "window-open")), open.Why);
        Assert.That(world.Ask("SELECT string_agg(label || ' ' || state, ', ' ORDER BY id) FROM migration_guard.version"), Is.EqualTo("4.2.0 live, 4.3.0 live"));
        world.Retire();
        Assert.That((await world.Ask(ReleaseAction.Close, "ci:2")).State!.Word, Is.EqualTo("contract-pending"));
        var done = await world.Ask(ReleaseAction.Contract, "ci:3");

        Assert.That((done.Answer, done.State!.Word), Is.EqualTo((ReleaseAnswer.Yes, "done")), done.Why);
        Assert.That(world.Steps.Taken, Is.EqualTo(new[] { "expand 1", "expand 2", "contract 1", "contract 2" }));
        Assert.That((await world.Ledger.ReleasesAsync(default)).Single().Progress, Is.EqualTo(new ReleaseProgress("done", ReleaseStanding.Settled)));
        Assert.That(ReleaseJson.StateAfter(await world.Ledger.JournalAsync(world.Release.Id, default)), Is.EqualTo(done.State));
        Assert.That(await world.Ledger.EvidenceAsync(world.Release.Id, default), Has.Count.EqualTo(4));
        Assert.That(world.Ask("SELECT holder FROM migration_guard.lease"), Is.Empty);
        Assert.That(await world.ExamineAsync(), Is.Empty);
        Assert.That(world.Deaths.Passed, Is.GreaterThan(75));
    }

    [Test]
    public async Task Of_two_pipelines_that_start_together_one_is_told_of_the_other()
    {
        await using var world = await PostgresWorld.CreateAsync(major, _prepared);

        var reports = await Task.WhenAll(world.Start("ci:1"), world.Start("ci:2"));

        Assert.That(reports.Select(report => report.Answer), Is.EquivalentTo(new[] { ReleaseAnswer.Yes, ReleaseAnswer.Busy }));
        var busy = reports.Single(report => report.Answer == ReleaseAnswer.Busy).Busy!;
        Assert.That((busy.Holder, busy.Age < TimeSpan.FromMinutes(1)), Is.EqualTo((reports[0].Answer == ReleaseAnswer.Yes ? "ci:1" : "ci:2", true)));
        Assert.That(world.Router.Changes, Is.EqualTo(new[] { "green 8" }));
    }

    [Test]
    public async Task A_release_that_was_planned_on_another_base_is_told_to_be_planned_again()
    {
        await using var world = await PostgresWorld.CreateAsync(major, _prepared);

        var report = await world.Runner().StartAsync(world.Release with { Base = "webshop-4.1.0" }, new("ci:1"), default);

        Assert.That((report.Answer, report.Why), Is.EqualTo((ReleaseAnswer.Policy, "webshop-4.3.0 was planned on webshop-4.1.0, and none is live; plan it again")));
    }

    [Test]
    public async Task The_way_back_works_with_the_server_stopped_and_the_ledger_is_told_when_it_is_there_again()
    {
        await using var world = await PostgresWorld.CreateAsync(major, _prepared);
        await world.Start("ci:1");
        world.StopServer();

        var back = await world.Ask(ReleaseAction.Rollback, "ada:2");

        Assert.That((back.Answer, back.WithoutLedger, back.State!.Word, world.Router.Now), Is.EqualTo((ReleaseAnswer.Yes, true, "rolled-back", ("blue", 9L))), back.Why);
        Assert.That(back.RollbackSeconds, Is.LessThan(3));
        Assert.That((await world.Run("ci:3")).Answer, Is.EqualTo(ReleaseAnswer.Dependency));

        world.StartServer();
        var told = await world.Run("ci:4");
        var journal = await world.Ledger.JournalAsync(world.Release.Id, default);
        Assert.That((told.State!.Word, told.RollbackSeconds), Is.EqualTo(("rolled-back", back.RollbackSeconds)));
        Assert.That(journal.Where(entry => entry.Token == 0).Select(entry => entry.Name), Has.Member("flip"));
        Assert.That((await world.Ledger.ReleasesAsync(default)).Single().Progress.Standing, Is.EqualTo(ReleaseStanding.Withdrawn));
        Assert.That(Directory.GetFiles(world.Files, "*.pending"), Is.Empty);
        Assert.That(await world.ExamineAsync(), Is.Empty);
    }

    [Test]
    public async Task A_server_that_goes_away_in_the_middle_of_a_switch_sends_the_traffic_back()
    {
        await using var world = await PostgresWorld.CreateAsync(major, _prepared);
        world.Router.Failures = int.MaxValue;
        world.Router.OnApplied = world.StopServer;
        var report = await world.Start("ci:1");

        Assert.That((report.WithoutLedger, report.State!.Word, world.Router.Now), Is.EqualTo((true, "rolled-back", ("blue", 9L))), report.Why);
        world.StartServer();
        world.Expire();
        Assert.That((await world.Run("ci:2")).State!.Word, Is.EqualTo("rolled-back"));
        Assert.That(await world.ExamineAsync(), Is.Empty);
    }

    // Every moment is tried on the ledger in memory; here it is about what a server keeps of a process that is gone.
    [Test]
    public async Task Killed_around_what_it_writes_it_goes_on_and_does_nothing_twice([Values(0, 1, 2, 3, 4, 5)] int part)
    {
        var moment = (14 * part) + (major % 5);
        await using var world = await PostgresWorld.CreateAsync(major, _prepared);
        world.Deaths.Restart(moment);
        Assert.That(async () => await ToTheEnd(world, "ci:1"), Throws.TypeOf<Killed>());
        world.Deaths.Restart(-1);
        world.Expire();
        await ToTheEnd(world, "ci:2");

        Assert.That(world.Steps.Taken, Is.EqualTo(new[] { "expand 1", "expand 2", "contract 1", "contract 2" }), $"killed at {moment}");
        Assert.That(world.Router.Changes, Is.EqualTo(new[] { "green 8" }), $"killed at {moment}");
        Assert.That((await world.Ledger.ReleasesAsync(default)).Single().Progress.State, Is.EqualTo("done"), $"killed at {moment}");
        Assert.That(world.Ask("SELECT holder FROM migration_guard.lease"), Is.Empty, $"killed at {moment}");
        Assert.That(world.Ask("SELECT problem FROM migration_guard.verify_log()"), Is.Empty, $"killed at {moment}");
    }

    private static async Task ToTheEnd(PostgresWorld world, string holder)
    {
        var report = await world.Start(holder);
        if (report.State is ReleaseState.WindowOpen)
        {
            await world.Ask(ReleaseAction.Close, holder);
        }

        world.Retire();
        await world.Run(holder);
        await world.Ask(ReleaseAction.Contract, holder);
    }
}
