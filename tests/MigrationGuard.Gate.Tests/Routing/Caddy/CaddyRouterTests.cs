using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Caddy;
using MigrationGuard.TestKit.Http;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.Caddy;

/// <summary>What only Caddy does: it compares, divides and stores by itself.</summary>
internal sealed class CaddyRouterTests
{
    private const string Handler = """{"@id":"webshop","handler":"map","source":"{http.request.uuid}","destinations":["{slot}","{generation}"],"defaults":["SLOT","GENERATION"]}""";

    private static readonly TrafficShare Ten = new("blue", "green", 10);

    private CaddyBed _bed = null!;
    private CaddyRouter _router = null!;
    private HttpClient _client = null!;

    [SetUp]
    public void Start()
    {
        _bed = new CaddyBed();
        _router = new CaddyRouter(_bed.Settings);
        _client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { BaseAddress = _bed.Server.Admin };
    }

    [TearDown]
    public async Task End()
    {
        _client.Dispose();
        await _router.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task A_share_of_the_requests_is_divided_survives_a_restart_and_is_ended_by_a_switch()
    {
        var shared = new RouterObservation.Shared(Ten, 1);
        Assert.That(await _router.ShareAsync(Ten, 1, 0, default), Is.EqualTo(shared));
        Assert.That(await _router.ShareAsync(Ten, 1, 0, default), Is.EqualTo(shared), "made already");
        Assert.That(await _router.ShareAsync(Ten with { Percent = 20 }, 2, 0, default), Is.EqualTo(shared), "over another generation");
        await _bed.StopAsync();
        await _bed.StartAsync();
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(shared));

        using var client = new HttpClient();
        var green = 0;
        for (var request = 0; request < 500; request++)
        {
            green += await client.GetStringAsync(_bed.FrontDoor) == "4.3.0" ? 1 : 0;
        }

        // Outside of five standard deviations: once in a million runs.
        Assert.That(green, Is.InRange(17, 83));
        Assert.That(await _router.ApplyAsync("green", 2, 1, default), Is.EqualTo(new RouterObservation.At("green", 2)));
        Assert.That(await _router.ProbeAsync(5, default), Is.EqualTo(new ProbeResult("4.3.0", 5, 0)));
    }

    [Test]
    public void Every_percentage_is_exact_to_a_request_in_four_thousand()
    {
        var numbers = Enumerable.Range(0, 4096).Select(number => number.ToString("x3", CultureInfo.InvariantCulture) + "e8400-e29b-41d4-a716-446655440000").ToArray();
        foreach (var percent in Enumerable.Range(1, 99))
        {
            var pattern = new Regex(CaddyHandler.Pattern(percent));
            Assert.That(numbers.Count(pattern.IsMatch) / 40.96, Is.EqualTo(percent).Within(0.0123), $"{percent} %");
        }
    }

    [Test]
    public void A_share_of_nothing_or_of_everything_is_a_mistake_of_the_caller([Values(0, 100)] int percent) =>
        Assert.That(async () => await _router.ShareAsync(Ten with { Percent = percent }, 1, 0, default), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public async Task Everything_else_of_the_configuration_stays()
    {
        await SayAsync(HttpMethod.Post, "config/apps/http/servers/webshop/routes/0/handle", """{"handler":"headers","response":{"set":{"X-Ours":["yes"]}}}""");
        var before = await _client.GetStringAsync("config/");
        await _router.ApplyAsync("green", 1, 0, default);
        await _router.ApplyAsync("blue", 2, 1, default);

        var after = await _client.GetStringAsync("config/");
        Assert.That(after.Replace("[\"blue\",\"2\"]", "[\"blue\",\"0\"]", StringComparison.Ordinal).Replace("\"mappings\":[],", "", StringComparison.Ordinal), Is.EqualTo(before));
    }

    [Test]
    public async Task A_change_that_somebody_made_in_between_is_not_overwritten()
    {
        var patched = false;
        await using var fake = new SmallServer((request, _) =>
        {
            patched |= request.Method == "PATCH";
            return Task.FromResult(request switch
            {
                { Method: "PATCH" } => new SmallResponse(412, """{"error":"If-Match header did not match current config hash"}"""),
                { Path: "/id/webshop" } => new SmallResponse(200, patched ? Of("green", 5) : Of("blue", 0)) { Headers = new Dictionary<string, string> { ["ETag"] = "\"/config/apps 1\"" } },
                { Path: "/reverse_proxy/upstreams" } => new SmallResponse(200, Upstreams()),
                _ => new SmallResponse(200, "null"),
            });
        });
        await using var router = new CaddyRouter(_bed.Settings with { Admin = fake.Address, Autosave = null });

        Assert.That(await router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.At("green", 5)));
        Assert.That(patched);
    }

    [Test]
    public async Task A_change_by_hand_is_seen()
    {
        await SayAsync(HttpMethod.Patch, "id/webshop/defaults", "[\"green\", \"0\"]");
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("green", 0)));

        await SayAsync(HttpMethod.Patch, "id/webshop/defaults", "[\"red\", \"0\"]");
        Assert.That(Reason(await _router.ObserveAsync(default)), Is.EqualTo("Caddy sends requests to red, which is no slot of webshop"));

        await SayAsync(HttpMethod.Patch, "id/webshop/defaults", "[\"blue\", \"one\"]");
        Assert.That(Reason(await _router.ObserveAsync(default)), Is.EqualTo("\"webshop\" in Caddy's configuration has no defaults such as [\"blue\", \"0\"]"));

        await SayAsync(HttpMethod.Patch, "id/webshop", Of("blue", 0).Replace("\"defaults\"", "\"mappings\":[{\"input_regexp\":\"^[0-7]\",\"outputs\":[\"green\",\"0\"]}],\"defaults\"", StringComparison.Ordinal));
        Assert.That(Reason(await _router.ObserveAsync(default)), Is.EqualTo("\"webshop\" in Caddy's configuration divides requests in a way that is not the gate's"));

        await SayAsync(HttpMethod.Patch, "id/webshop", """{"@id":"webshop","handler":"vars","slot":"blue"}""");
        Assert.That(Reason(await _router.ObserveAsync(default)), Does.StartWith("\"webshop\" in Caddy's configuration is not a handler such as { \"handler\": \"map\""));
    }

    [Test]
    public async Task A_Caddy_that_does_not_store_changes_is_not_there_yet()
    {
        await SayAsync(HttpMethod.Post, "config/admin/config", """{"persist":false}""");

        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.NotYet(
            "requests go to blue at generation 0, but a restart would undo that: Caddy does not store changes: admin.config.persist is false")));
    }

    [Test]
    public async Task What_a_restart_would_go_by_is_compared()
    {
        var stored = await File.ReadAllTextAsync(_bed.Server.Autosave);
        await _router.ApplyAsync("green", 8, 0, default);
        await File.WriteAllTextAsync(_bed.Server.Autosave, stored);
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.NotYet(
            $"requests go to green at generation 8, but a restart would undo that: {_bed.Server.Autosave} says blue at generation 0")));

        await File.WriteAllTextAsync(_bed.Server.Autosave, stored[..40]);
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.NotYet(
            $"requests go to green at generation 8, but a restart would undo that: {_bed.Server.Autosave} has no object with \"@id\": \"webshop\"")));

        File.Delete(_bed.Server.Autosave);
        Assert.That(await _router.ObserveAsync(default), Is.InstanceOf<RouterObservation.NotYet>());
    }

    [Test]
    public async Task A_handler_that_is_not_there()
    {
        await using var router = new CaddyRouter(_bed.Settings with { Id = "shop" });

        Assert.That(Reason(await router.ObserveAsync(default)), Is.EqualTo("Caddy's configuration has no object with \"@id\": \"shop\""));
    }

    [Test]
    public async Task A_slot_without_upstreams()
    {
        await using var router = new CaddyRouter(_bed.Settings with { Upstreams = new Dictionary<string, IReadOnlyList<string>> { ["blue"] = ["a:1"], ["green"] = ["a:2"] } });

        Assert.That(await router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.NotYet("nothing was changed: Caddy has no upstream a:2 for slot green")));
        Assert.That(Reason(await router.ApplyAsync("red", 1, 0, default)), Is.EqualTo("slot red has no upstreams in the settings of the router"));
    }

    [Test]
    public async Task An_API_that_does_not_let_us_in_or_fails()
    {
        await using var denied = _bed.Faked(new SmallResponse(403, """{"error":"host not allowed"}"""));
        Assert.That(Reason(await denied.ObserveAsync(default)), Does.Match(@"^Caddy's admin API at http://127\.0\.0\.1:\d+/ does not let us read \(403\): are its origins the address that is configured\?$"));

        await using var failing = _bed.Faked(new SmallResponse(500, """{"error":"loading new config: no"}"""));
        Assert.That(Reason(await failing.ObserveAsync(default)), Is.EqualTo("Caddy's admin API answered 500 when we asked to read webshop: loading new config: no"));
    }

    private static string Of(string slot, long generation) => Handler.Replace("SLOT", slot, StringComparison.Ordinal).Replace("GENERATION", generation.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private string Upstreams() => string.Create(CultureInfo.InvariantCulture, $$"""[{"address":"127.0.0.1:{{_bed.Green.Port}}","num_requests":0,"fails":0}]""");

    private async Task SayAsync(HttpMethod method, string path, string json)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        using var response = await _client.SendAsync(request);
        Assert.That(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    private static string Reason(RouterObservation observation)
    {
        Assert.That(observation, Is.InstanceOf<RouterObservation.Unknown>());
        return ((RouterObservation.Unknown)observation).Reason;
    }
}
