using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.HaProxy;
using MigrationGuard.TestKit.Routing;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.HaProxy;

/// <summary>Shares on a real HAProxy with the configuration of docs/routers.md.</summary>
internal sealed class HaProxyShareTests
{
    private const int Requests = 2000;

    private SlotServer _blue = null!;
    private SlotServer _green = null!;
    private HaProxyServer _server = null!;
    private HaProxyRouter _router = null!;

    [OneTimeSetUp]
    public void Launch()
    {
        (_blue, _green) = (new("4.2.0"), new("4.3.0"));
        _server = HaProxyServer.LaunchWeighted(_blue.Port, _green.Port);
        _router = new(Settings(true));
    }

    [OneTimeTearDown]
    public async Task End()
    {
        await _router.DisposeAsync();
        _server.Dispose();
        await _blue.DisposeAsync();
        await _green.DisposeAsync();
    }

    [Test]
    public async Task Requests_are_divided_as_asked_for_and_a_restart_keeps_that()
    {
        var start = await _router.ObserveAsync(default);
        var generation = ((RouterObservation.At)start).Generation;
        foreach (var percent in new[] { 5, 25, 60 })
        {
            var share = new TrafficShare("blue", "green", percent);
            Assert.That(await _router.ShareAsync(share, generation + 1, generation, default), Is.EqualTo(new RouterObservation.Shared(share, ++generation)));
            var found = await GreenAsync();
            TestContext.Out.WriteLine($"{percent} %: {found} of {Requests}");

            // Five standard deviations.
            Assert.That(found, Is.EqualTo(Requests * percent / 100.0).Within(5 * Math.Sqrt(Requests * percent * (100 - percent)) / 100));
        }

        _server.Crash();
        _server.Start();
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.Shared(new("blue", "green", 60), generation)));
        Assert.That((await _router.ProbeAsync(40, default)).Both, Is.EqualTo(("4.2.0", "4.3.0")));

        Assert.That(await _router.ApplyAsync("blue", generation + 1, generation, default), Is.EqualTo(new RouterObservation.At("blue", generation + 1)));
        Assert.That(await GreenAsync(), Is.Zero);
        Assert.That(await _router.ApplyAsync("green", generation + 2, generation + 1, default), Is.EqualTo(new RouterObservation.At("green", generation + 2)));
        Assert.That(await GreenAsync(), Is.EqualTo(Requests));
        await _router.ApplyAsync("blue", generation + 3, generation + 2, default);
    }

    [Test]
    public async Task A_share_follows_the_rules_of_every_change()
    {
        var generation = ((RouterObservation.At)await _router.ObserveAsync(default)).Generation;
        var share = new TrafficShare("blue", "green", 10);
        Assert.That(await _router.ShareAsync(share, generation + 5, generation + 4, default), Is.EqualTo(new RouterObservation.At("blue", generation)), "over another generation");
        var given = await _router.ShareAsync(share, generation + 1, generation, default);
        Assert.That(await _router.ShareAsync(share, generation + 1, generation, default), Is.EqualTo(given), "made twice");
        Assert.That(await _router.ShareAsync(share with { Percent = 90 }, generation + 1, generation, default), Is.EqualTo(given), "another share under the same number");
        Assert.That(await _router.ShareAsync(share with { To = "red" }, generation + 2, generation + 1, default), Is.InstanceOf<RouterObservation.Unknown>());
        await _router.ApplyAsync("blue", generation + 2, generation + 1, default);
    }

    [Test]
    public async Task A_router_that_is_not_declared_as_weighted_gives_no_share_and_does_not_believe_one()
    {
        await using var plain = new HaProxyRouter(Settings(false));
        var generation = ((RouterObservation.At)await plain.ObserveAsync(default)).Generation;
        Assert.That(plain.Capabilities.Weighted, Is.False);
        Assert.That(await plain.ShareAsync(new("blue", "green", 10), generation + 1, generation, default), Is.InstanceOf<RouterObservation.Unknown>());
        await _router.ShareAsync(new("blue", "green", 10), generation + 1, generation, default);
        Assert.That(await plain.ObserveAsync(default), Is.InstanceOf<RouterObservation.Unknown>());
        Assert.That(await plain.ApplyAsync("blue", generation + 2, generation + 1, default), Is.EqualTo(new RouterObservation.At("blue", generation + 2)), "back is always possible");
    }

    [TestCase("be_blue", "be_blue@0")]
    [TestCase("be_blue@8", "be_blue@8")]
    [TestCase("be_blue@8@be_green@25", "be_blue@8@be_green@25")]
    [TestCase("be_blue@8@be_green@0", null)]
    [TestCase("be_blue@8@be_green@100", null)]
    [TestCase("be_blue@8@be_green", null)]
    [TestCase("be_blue@8@@25", null)]
    [TestCase("be_blue@x", null)]
    [TestCase("@8", null)]
    public void A_value_is_read_whole_or_not_at_all(string text, string? read) => Assert.That(MapValue.Parse(text)?.ToString(), Is.EqualTo(read));

    private HaProxySettings Settings(bool weighted) =>
        new(_server.Socket, _server.MapFile, "webshop", new Dictionary<string, string> { ["blue"] = "be_blue", ["green"] = "be_green" }, new FrontDoorSettings(_server.FrontDoor)) { Weighted = weighted };

    // One connection for many requests: each is drawn by itself.
    private async Task<int> GreenAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 8 });
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            var green = 0;
            for (var i = 0; i < Requests / 8; i++)
            {
                using var response = await client.GetAsync(_server.FrontDoor);
                green += response.Headers.GetValues("X-Release").Single() == "4.3.0" ? 1 : 0;
            }

            return green;
        }));
        return answers.Sum();
    }
}
