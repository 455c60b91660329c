using System.Net.Sockets;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.HaProxy;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.HaProxy;

/// <summary>What people are told when HAProxy is not as it should be.</summary>
[Parallelizable(ParallelScope.None)]
internal sealed class HaProxyMessageTests
{
    private HaProxyBed _bed = null!;

    [OneTimeSetUp]
    public void Start() => _bed = new HaProxyBed();

    [OneTimeTearDown]
    public async Task End() => await _bed.DisposeAsync();

    [Test]
    public async Task A_map_that_is_not_loaded() =>
        Assert.That(await UnknownAsync(_bed.Settings with { Map = "webshop.map", MapFile = _bed.Server.MapFile }), Is.EqualTo("HAProxy has not loaded the map webshop.map: its configuration must name it in exactly these letters"));

    [Test]
    public async Task A_key_that_is_not_in_the_map() =>
        Assert.That(await UnknownAsync(_bed.Settings with { Key = "shop" }), Is.EqualTo($"HAProxy's map {_bed.Server.MapFile} has no key shop: its file needs a line 'shop BACKEND' before HAProxy is started"));

    [Test]
    public async Task A_backend_that_is_no_slot() =>
        Assert.That(await UnknownAsync(_bed.Settings with { Key = "admin" }), Is.EqualTo("HAProxy sends requests to backend be_admin, which is no slot of admin"));

    [Test]
    public async Task A_slot_that_has_no_backend()
    {
        await using var router = new HaProxyRouter(_bed.Settings);

        Assert.That(await router.ApplyAsync("red", 1, 0, default), Is.EqualTo(new RouterObservation.Unknown("slot red has no backend in the settings of the router")));
    }

    [Test]
    public async Task A_backend_that_HAProxy_does_not_have()
    {
        await using var router = new HaProxyRouter(_bed.Settings with { Backends = new Dictionary<string, string> { ["blue"] = "be_blue", ["green"] = "be_gren" } });

        Assert.That(await router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.NotYet("nothing was changed: HAProxy has no backend be_gren with a server in it")));
    }

    [Test]
    public async Task A_value_that_is_none()
    {
        await _bed.SayAsync($"set map {_bed.Server.MapFile} webshop be_blue@now");

        Assert.That(await UnknownAsync(_bed.Settings), Is.EqualTo("the value 'be_blue@now' of webshop in HAProxy's map is not BACKEND@GENERATION"));

        await _bed.SayAsync($"set map {_bed.Server.MapFile} webshop be_blue");
    }

    [Test]
    public async Task A_socket_that_is_not_there() =>
        Assert.That(await UnknownAsync(_bed.Settings with { Socket = "/nowhere/admin.sock" }), Is.EqualTo("there is no admin socket /nowhere/admin.sock: HAProxy is not running, or its configuration has no 'stats socket /nowhere/admin.sock level admin'"));

    [TestCase("admin")]
    [TestCase("127.0.0.1:99999")]
    [TestCase("/a/path/that/is/longer/than/an/address/of/a/socket/may/be/which/is/one/hundred/and/seven/bytes/on/all/of/our/systems")]
    public async Task An_address_that_is_none(string socket) =>
        Assert.That(await UnknownAsync(_bed.Settings with { Socket = socket }), Is.EqualTo($"the admin socket {socket} is neither a path of less than 108 bytes nor host:port"));

    [Test]
    public async Task A_socket_that_says_nothing()
    {
        await using var silent = new FakeAdmin(null);

        Assert.That(await UnknownAsync(_bed.Settings with { Socket = silent.Address, Timeout = TimeSpan.FromMilliseconds(100) }), Is.EqualTo($"HAProxy did not answer at {silent.Address} within 0.1 seconds"));
    }

    [Test]
    public async Task A_connection_that_is_closed_without_an_answer()
    {
        await using var closing = new FakeAdmin("");

        Assert.That(await UnknownAsync(_bed.Settings with { Socket = closing.Address }), Is.EqualTo($"HAProxy closed the connection at {closing.Address} without an answer"));
    }

    [Test]
    public async Task Something_else_that_listens_there()
    {
        await using var other = new FakeAdmin("HTTP/1.1 400 Bad Request\r\n\r\n");

        Assert.That(await UnknownAsync(_bed.Settings with { Socket = other.Address }), Is.EqualTo("HAProxy's answer is not understood: HTTP/1.1 400 Bad Request"));
    }

    [Test]
    public void A_socket_that_the_user_may_not_use() =>
        Assert.That(new AdminSocket(_bed.Server.Socket, TimeSpan.Zero).Explain(SocketError.AccessDenied), Does.StartWith($"this user may not use the admin socket {_bed.Server.Socket}"));

    [Test]
    public async Task A_healthy_HAProxy_has_nothing_to_complain_about()
    {
        await using var router = new HaProxyRouter(_bed.Checked);

        Assert.That(await router.CheckAsync(default), Is.Empty);
    }

    [Test]
    public async Task A_configuration_that_does_not_parse_is_found_before_a_switch()
    {
        var broken = Path.Combine(_bed.Server.Directory, "broken.cfg");
        await File.WriteAllTextAsync(broken, "frontend webshop\n  bnd :8080\n");
        await using var router = new HaProxyRouter(_bed.Checked with { Configuration = broken });

        var found = await router.CheckAsync(default);

        Assert.That(found, Has.Count.EqualTo(1));
        Assert.That(found[0], Does.StartWith($"HAProxy does not accept {broken}, and would not start again: ").And.Contain("bnd"));
    }

    [Test]
    public async Task A_check_without_the_program_says_so()
    {
        await using var router = new HaProxyRouter(_bed.Checked with { Program = "/nowhere/haproxy" });

        Assert.That(await router.CheckAsync(default), Has.One.Matches($"{_bed.Server.Configuration} could not be checked: it could not be started: .*/nowhere/haproxy"));
    }

    [Test]
    public async Task A_front_door_that_does_not_name_versions_is_found()
    {
        await using var router = new HaProxyRouter(_bed.Checked with { FrontDoor = new FrontDoorSettings(_bed.FrontDoor) { ReleaseHeader = "X-Version" } });

        Assert.That(await router.CheckAsync(default), Is.EqualTo(new[] { $"{_bed.FrontDoor} answers without the header X-Version: nobody can tell which version answered" }));
    }

    private static async Task<string> UnknownAsync(HaProxySettings settings)
    {
        await using var router = new HaProxyRouter(settings);
        var observation = await router.ObserveAsync(default);
        Assert.That(observation, Is.InstanceOf<RouterObservation.Unknown>());
        return ((RouterObservation.Unknown)observation).Reason;
    }
}
