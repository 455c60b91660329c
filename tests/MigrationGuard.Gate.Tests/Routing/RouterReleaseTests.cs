using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Tests.Routing.Caddy;
using MigrationGuard.Gate.Tests.Routing.HaProxy;
using MigrationGuard.Gate.Tests.Routing.Nginx;
using MigrationGuard.Gate.Tests.Support;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>Whole releases on real routers; the ledger and the database are in memory.</summary>
[TestFixture(typeof(HaProxyBed))]
[TestFixture(typeof(NginxBed))]
[TestFixture(typeof(NginxReloadBed))]
[TestFixture(typeof(CaddyBed))]
[TestFixture(typeof(CaddyFlagsBed))]
internal sealed class RouterReleaseTests<TBed>
    where TBed : RouterBed, new()
{
    private TBed _bed = null!;

    [OneTimeSetUp]
    public void Start() => _bed = new TBed();

    [OneTimeTearDown]
    public async Task End() => await _bed.DisposeAsync();

    [Test]
    public async Task Killed_at_every_moment_of_a_switch_the_next_run_ends_in_one_generation_that_a_restart_keeps()
    {
        RouterObservation.At wanted;
        for (var moment = 0; ; moment++)
        {
            wanted = new RouterObservation.At("green", await OnBlueAsync() + 1);
            var world = new World();
            await using var router = new MortalRouter(_bed.Connect(), world.Deaths);
            world.Deaths.Restart(moment);
            var died = await DiesAsync(() => RouterReleases.Runner(world, router).StartAsync(World.Release, new("ci:1"), default));
            world.Deaths.Restart(-1);
            world.Time.Pass(world.Policy.LeaseDuration);
            await RouterReleases.Runner(world, router).StartAsync(World.Release, new("ci:2"), default);

            Assert.That(await router.ObserveAsync(default), Is.EqualTo(wanted), $"killed at {moment}");
            Assert.That(world.State, Is.InstanceOf<ReleaseState.WindowOpen>(), $"killed at {moment}");
            if (!died)
            {
                Assert.That(moment, Is.GreaterThan(20));
                break;
            }
        }

        await _bed.StopAsync();
        await _bed.StartAsync();
        await using var after = _bed.Connect();
        Assert.That(await after.ObserveAsync(default), Is.EqualTo(wanted));
    }

    [Test]
    public async Task A_rollback_does_not_wait_for_a_ledger_that_is_down()
    {
        var blue = await OnBlueAsync();
        var world = new World();
        await using var router = _bed.Connect();
        await RouterReleases.Runner(world, router).StartAsync(World.Release, new("ci:1"), default);
        world.Ledger.Down = true;
        var asked = TimeProvider.System.GetTimestamp();

        var report = await RouterReleases.Runner(world, router).AskAsync(World.Id, new(ReleaseAction.Rollback, "ada", "green is red"), new("ada:2"), default);

        Assert.That(TimeProvider.System.GetElapsedTime(asked), Is.LessThan(TimeSpan.FromSeconds(10)));
        Assert.That(report.State, Is.InstanceOf<ReleaseState.RolledBack>());
        Assert.That(await router.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("blue", blue + 2)));
        Assert.That((await router.ProbeAsync(5, default)).Release, Is.EqualTo("4.2.0"));
    }

    private async Task<long> OnBlueAsync()
    {
        await using var router = _bed.Connect();
        var before = (RouterObservation.At)await router.ObserveAsync(default);
        await router.ApplyAsync("blue", before.Generation + 1, before.Generation, default);
        return before.Generation + 1;
    }

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

        // The clock of the release jumps; the deadline of a router that counts nothing would pass in real time.
        public Task<DrainResult> DrainAsync(string slot, TimeSpan deadline, CancellationToken cancellation) => router.DrainAsync(slot, TimeSpan.FromMilliseconds(20), cancellation);

        public ValueTask DisposeAsync() => router.DisposeAsync();
    }
}
