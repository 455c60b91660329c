using MigrationGuard.Gate.Machine;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Tests.Support;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.HaProxy;

/// <summary>A release on an HAProxy that knows that the new version is not up.</summary>
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
    public async Task A_switch_to_a_slot_whose_server_is_not_up_goes_back_when_the_budget_is_spent()
    {
        var world = new World();
        await using var router = _bed.Connect();
        await _bed.SayAsync("disable server be_green/green");

        var report = await RouterReleases.Runner(world, router).StartAsync(World.Release, new("ci:1"), default);
        await _bed.SayAsync("enable server be_green/green");

        Assert.That(report.State, Is.InstanceOf<ReleaseState.RolledBack>().With.Property(nameof(ReleaseState.RolledBack.Cause)).EqualTo(RollbackCause.Budget));
        Assert.That((await router.ProbeAsync(5, default)).Release, Is.EqualTo("4.2.0"));
    }
}
