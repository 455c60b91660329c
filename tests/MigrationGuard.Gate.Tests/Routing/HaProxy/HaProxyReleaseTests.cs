using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.HaProxy;
using MigrationGuard.Gate.Running;
using MigrationGuard.Gate.Tests.Support;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.HaProxy;

/// <summary>Whole releases on a real HAProxy; the ledger and the database are in memory.</summary>
internal sealed class HaProxyReleaseTests
{
    private HaProxyBed _bed = null!;

    [OneTimeSetUp]
    public void Start() => _bed = new HaProxyBed();

    [OneTimeTearDown]
    public async Task End() => await _bed.DisposeAsync();

    [SetUp]
    public async Task OnBlue()
    {
        await File.WriteAllTextAsync(_bed.Server.MapFile, "webshop be_blue@7\n");
        await _bed.SayAsync($"set map {_bed.Server.MapFile} webshop be_blue@7");
    }

    [Test]
    public async Task Killed_at_every_moment_of_a_switch_the_next_run_ends_in_one_generation_that_a_reload_keeps()
    {
        for (var moment = 0; ; moment++)
        {
            await OnBlue();
            var world = new World();
            await using var router = new MortalRouter(_bed.Connect(), world.Deaths);
            world.Deaths.Restart(moment);
            var died = await DiesAsync(() => Runner(world, router).StartAsync(World.Release, new("ci:1"), default));
            world.Deaths.Restart(-1);
            world.Time.Pass(world.Policy.LeaseDuration);
            await Runner(world, router).StartAsync(World.Release, new("ci:2"), default);

            Assert.That(await router.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("green", 8)), $"killed at {moment}");
            Assert.That(world.State, Is.InstanceOf<ReleaseState.WindowOpen>(), $"killed at {moment}");
            if (!died)
            {
                Assert.That(moment, Is.GreaterThan(20));
                break;
            }
        }

        _bed.Server.Reload();
        await using var after = _bed.Connect();
        Assert.That(await after.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("green", 8)));
    }

    [Test]
    public async Task A_rollback_does_not_wait_for_a_ledger_that_is_down()
    {
        var world = new World();
        await using var router = _bed.Connect();
        await Runner(world, router).StartAsync(World.Release, new("ci:1"), default);
        world.Ledger.Down = true;
        var asked = TimeProvider.System.GetTimestamp();

        var report = await Runner(world, router).AskAsync(World.Id, new(ReleaseAction.Rollback, "ada", "green is red"), new("ada:2"), default);

        Assert.That(TimeProvider.System.GetElapsedTime(asked), Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(report.State, Is.InstanceOf<ReleaseState.RolledBack>());
        Assert.That(await router.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("blue", 9)));
        Assert.That((await router.ProbeAsync(5, default)).Release, Is.EqualTo("4.2.0"));
    }

    [Test]
    public async Task A_switch_to_a_slot_whose_server_is_not_up_goes_back_when_the_budget_is_spent()
    {
        var world = new World();
        await using var router = _bed.Connect();
        await _bed.SayAsync("disable server be_green/green");

        var report = await Runner(world, router).StartAsync(World.Release, new("ci:1"), default);
        await _bed.SayAsync("enable server be_green/green");

        Assert.That(report.State, Is.InstanceOf<ReleaseState.RolledBack>().With.Property(nameof(ReleaseState.RolledBack.Cause)).EqualTo(RollbackCause.Budget));
        Assert.That((await router.ProbeAsync(5, default)).Release, Is.EqualTo("4.2.0"));
    }

    private static ReleaseRunner Runner(World world, IRouter router) => new(
        new ReleaseMeans
        {
            Ledger = world.Ledger,
            Local = world.Local,
            Router = router,
            Expansion = world.Steps,
            Evidence = [world.Watch],
            Bake = world.Watch,
            OldVersion = world.Watch,
            Contraction = world.Steps,
            Time = world.Time,
        },
        // The clock jumps and HAProxy does not: no patience would be long enough.
        world.Policy with { FrontDoorPatience = TimeSpan.Zero });

    private static async Task<bool> DiesAsync(Func<Task> work)
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

    private sealed class MortalRouter(IRouter router, Deaths deaths) : IRouter
    {
        public string Name => router.Name;

        public RouterCapabilities Capabilities => router.Capabilities;

        public Task<RouterObservation> ObserveAsync(CancellationToken cancellation) => router.ObserveAsync(cancellation);

        public async Task<RouterObservation> ApplyAsync(string slot, long generation, long expectedGeneration, CancellationToken cancellation)
        {
            deaths.Moment();
            var answer = await router.ApplyAsync(slot, generation, expectedGeneration, cancellation);
            deaths.Moment();
            return answer;
        }

        public Task<ProbeResult> ProbeAsync(int samples, CancellationToken cancellation) => router.ProbeAsync(samples, cancellation);

        public Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation) => router.DrainAsync(slot, deadline, cancellation);

        public ValueTask DisposeAsync() => router.DisposeAsync();
    }
}
