using System.Text.Json.Nodes;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Kubernetes;
using MigrationGuard.Gate.Tests.Support;
using MigrationGuard.TestKit.Routing.Kubernetes;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.Kubernetes;

internal sealed class HttpRouteRouterTests
{
    private static readonly TrafficShare Quarter = new("blue", "green", 25);

    private RouteBed _bed = null!;
    private HttpRouteRouter _router = null!;

    [SetUp]
    public void Start()
    {
        _bed = new RouteBed();
        _router = _bed.Weighted(_bed.Access);
    }

    [TearDown]
    public async Task End()
    {
        await _router.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task A_share_is_divided_and_ended()
    {
        Assert.That(await _router.ShareAsync(Quarter, 1, 0, default), Is.EqualTo(new RouterObservation.Shared(Quarter, 1)));
        Assert.That(await _router.ShareAsync(Quarter, 1, 0, default), Is.EqualTo(new RouterObservation.Shared(Quarter, 1)));
        Assert.That(await _router.ShareAsync(Quarter with { Percent = 50 }, 1, 0, default), Is.EqualTo(new RouterObservation.Shared(Quarter, 1)), "another generation");
        Assert.That(Route()["metadata"]!["annotations"]!.ToJsonString(), Is.EqualTo($$"""{"{{RoutedTo.Annotation}}":"blue:75,green:25@1"}"""));

        Assert.That(await _router.ApplyAsync("blue", 2, 1, default), Is.EqualTo(new RouterObservation.At("blue", 2)));
    }

    [Test]
    public async Task Only_weights_change_and_other_rules_stay()
    {
        var wanted = Route()["spec"]!;

        await _router.ApplyAsync("green", 1, 0, default);

        (wanted["rules"]![0]!["backendRefs"]![0]!["weight"], wanted["rules"]![0]!["backendRefs"]![1]!["weight"]) = (0, 100);
        Assert.That(JsonNode.DeepEquals(Route()["spec"], wanted), Route()["spec"]!.ToJsonString());
    }

    [Test]
    public async Task A_status_of_an_older_specification_is_not_there_yet()
    {
        _bed.Cluster.Delay = TimeSpan.FromSeconds(30);
        await using var hasty = _bed.Weighted(_bed.Access with { Settling = TimeSpan.Zero });

        Assert.That(await hasty.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.NotYet("HTTPRoute prod/shop: gateway.envoyproxy.io/gatewayclass-controller has seen generation 1 of the object, and it is at 2")));
    }

    [TestCase("Accepted", "NoMatchingListenerHostname")]
    [TestCase("ResolvedRefs", "BackendNotFound")]
    public async Task A_route_that_its_gateway_refuses_is_unknown(string type, string reason)
    {
        Change(route =>
        {
            var condition = route["status"]!["parents"]![0]!["conditions"]!.AsArray().Single(condition => (string?)condition!["type"] == type)!;
            (condition["status"], condition["reason"], condition["message"]) = ("False", reason, "it says why");
        });

        Assert.That((await _router.ObserveAsync(default) as RouterObservation.Unknown)?.Reason, Does.EndWith($"says {type} is False ({reason}): it says why"));
    }

    [Test]
    public async Task Weights_that_nobody_asked_for_are_not_there_and_a_change_puts_them_right()
    {
        Change(route => route["spec"]!["rules"]![0]!["backendRefs"]![1]!["weight"] = 1);

        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.NotYet("the rules of HTTPRoute prod/shop divide requests as nobody has asked for: blue 100, green 1")));
        Assert.That(await _router.ApplyAsync("blue", 1, 0, default), Is.EqualTo(new RouterObservation.At("blue", 1)));
    }

    [Test]
    public async Task A_rule_that_names_one_slot_only_is_unknown()
    {
        Change(route => route["spec"]!["rules"]![0]!["backendRefs"]!.AsArray().RemoveAt(1));

        Assert.That((await _router.ObserveAsync(default) as RouterObservation.Unknown)?.Reason, Does.Contain("none to green; name all of them"));
        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.InstanceOf<RouterObservation.NotYet>());
    }

    [Test]
    public async Task A_Service_without_a_ready_endpoint_gets_no_request()
    {
        _bed.Put("green-1", "green", ready: false);
        _bed.Put("green-2", "green", ready: false);
        await Soon.IsAsync(() => _bed.Cluster.Find($"{Objects.Discovery}/endpointslices/shop-green-abcde")!["endpoints"]!.AsArray().All(endpoint => !(bool)endpoint!["conditions"]!["ready"]!), "the controller has followed");

        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.NotYet("nothing was changed: Service shop-green of green has no endpoint that is ready")));
    }

    [Test]
    public async Task A_cluster_without_the_Gateway_API_is_said()
    {
        _bed.Cluster.HasGateways = false;

        Assert.That((await _router.ObserveAsync(default) as RouterObservation.Unknown)?.Reason, Does.EndWith("is the Gateway API installed?"));
    }

    private JsonObject Route() => _bed.Cluster.Find(RouteBed.Route)!;

    private void Change(Action<JsonObject> change)
    {
        var route = Route();
        change(route);
        route["status"] = Status(route);
        _bed.Cluster.Put(RouteBed.Route, route);
    }

    // As if the controller had seen the change at once.
    private JsonNode Status(JsonObject route)
    {
        var status = route["status"]!.DeepClone();
        var generation = (long)Route()["metadata"]!["generation"]! + (JsonNode.DeepEquals(Route()["spec"], route["spec"]) ? 0 : 1);
        foreach (var condition in status["parents"]![0]!["conditions"]!.AsArray())
        {
            condition!["observedGeneration"] = generation;
        }

        return status;
    }
}
