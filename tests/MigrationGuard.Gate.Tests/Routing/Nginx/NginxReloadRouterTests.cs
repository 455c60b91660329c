using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Nginx;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.Nginx;

/// <summary>What only an nginx that is reloaded does.</summary>
internal sealed class NginxReloadRouterTests
{
    private NginxReloadBed _bed = null!;
    private IRouter _router = null!;

    [SetUp]
    public void Start()
    {
        _bed = new NginxReloadBed();
        _router = _bed.Connect();
    }

    [TearDown]
    public async Task End()
    {
        await _router.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public void It_does_not_say_that_all_requests_move_at_once() => Assert.That(_router.Capabilities, Is.EqualTo(new RouterCapabilities(Atomic: false, Conditional: true, OperatingSystem.IsLinux(), Persists: true)));

    [Test]
    public async Task A_configuration_that_nginx_does_not_accept_is_known_before_a_switch_and_nothing_moves()
    {
        await File.AppendAllTextAsync(_bed.Server.Configuration, "nonsense;\n");

        var why = $"nginx does not accept {_bed.Server.Configuration}, and would not start again: unknown directive \"nonsense\" in {_bed.Server.Configuration}:";
        Assert.That(Reason(await _router.ObserveAsync(default)), Does.StartWith($"requests go to blue at generation 0, but nothing could move them: {why}"));
        Assert.That(Reason(await _router.ApplyAsync("green", 1, 0, default)), Does.StartWith(why));
        Assert.That(await File.ReadAllTextAsync(_bed.Server.Include), Does.Contain("set $slot blue;\nset $generation 0;\n"), "the file is put back");
        Assert.That((await _router.ProbeAsync(3, default)).Release, Is.EqualTo("4.2.0"));
    }

    [Test]
    public async Task A_change_that_a_crash_left_between_file_and_reload_is_completed()
    {
        await File.WriteAllTextAsync(_bed.Server.Include, "set $slot green;\nset $generation 1;\n");

        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.NotYet(
            $"nginx sends requests to blue at generation 0, but its files say green at generation 1: does its configuration include {_bed.Server.Include}, and was it reloaded?")));
        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.At("green", 1)));
    }

    [Test]
    public async Task A_file_that_says_something_else()
    {
        await File.WriteAllTextAsync(_bed.Server.Include, "set $slot green;\n");

        Assert.That(Reason(await _router.ObserveAsync(default)), Is.EqualTo($"{_bed.Server.Include} does not say once, and in two lines, 'set $slot SLOT;' and 'set $generation NUMBER;'"));
    }

    [Test]
    public async Task Without_the_program_nothing_moves()
    {
        await using var router = new NginxReloadRouter(_bed.Settings with { Program = "/nowhere/nginx" });

        Assert.That(Reason(await router.ApplyAsync("green", 1, 0, default)), Does.Contain("it could not be started: ").And.Contain("/nowhere/nginx"));
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("blue", 0)));
    }

    private static string Reason(RouterObservation observation)
    {
        Assert.That(observation, Is.InstanceOf<RouterObservation.Unknown>());
        return ((RouterObservation.Unknown)observation).Reason;
    }
}
