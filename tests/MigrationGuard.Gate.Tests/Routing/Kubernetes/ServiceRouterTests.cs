using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Kubernetes;
using MigrationGuard.TestKit.Routing.Kubernetes;
using NUnit.Framework;

namespace MigrationGuard.Gate.Tests.Routing.Kubernetes;

internal sealed class ServiceRouterTests
{
    private ServiceBed _bed = null!;
    private IRouter _router = null!;

    [SetUp]
    public void Start() => (_bed, _router) = (new ServiceBed(), null!);

    [TearDown]
    public async Task End()
    {
        await _router.DisposeAsync();
        await _bed.DisposeAsync();
    }

    [Test]
    public async Task One_write_changes_selector_and_annotation_and_nothing_else()
    {
        _router = _bed.Connect();
        var before = _bed.Cluster.Find(ServiceBed.Service)!;

        await _router.ApplyAsync("green", 1, 0, default);

        var after = _bed.Cluster.Find(ServiceBed.Service)!;
        Assert.That(_bed.Cluster.Requests.Where(request => !request.StartsWith("GET", StringComparison.Ordinal)), Is.EqualTo(new[] { $"PATCH {ServiceBed.Service}?fieldManager=kubectl-patch" }));
        Assert.That(after["spec"]!["selector"]!.ToJsonString(), Is.EqualTo("""{"app":"shop","slot":"green"}"""));
        Assert.That((string?)after["metadata"]!["annotations"]![RoutedTo.Annotation], Is.EqualTo("green@1"));
        Assert.That(Without(after), Is.EqualTo(Without(before)));

        static string Without(JsonObject service)
        {
            service["spec"]!.AsObject().Remove("selector");
            foreach (var name in new[] { "annotations", "resourceVersion", "generation" })
            {
                service["metadata"]!.AsObject().Remove(name);
            }

            return service.ToJsonString();
        }
    }

    [Test]
    public async Task The_Role_of_the_docs_allows_what_is_asked_and_no_more()
    {
        _router = _bed.Connect();
        await _router.ApplyAsync("green", 1, 0, default);

        var asked = _bed.Cluster.Requests.Select(request => Regex.Match(request, "^(?<method>[A-Z]+) .*/namespaces/prod/(?<kind>[a-z]+)(?<name>/)?")).Where(match => match.Success)
            .Select(match => $"{match.Groups["kind"]} {(match.Groups["method"].Value == "PATCH" ? "patch" : match.Groups["name"].Success ? "get" : "list")}");
        var allowed = Regex.Matches(Published.Blocks("yaml role").Single(), @"resources: \[(?<kind>[a-z]+)\].*verbs: \[(?<verbs>[a-z, ]+)\]").Where(match => match.Groups["kind"].Value != "httproutes")
            .SelectMany(match => match.Groups["verbs"].Value.Split(", ").Select(verb => $"{match.Groups["kind"]} {verb}"));
        Assert.That(asked.Distinct(), Is.EquivalentTo(allowed));
    }

    [Test]
    public async Task It_waits_until_the_endpoints_are_the_pods_of_the_slot()
    {
        _bed.Cluster.Delay = TimeSpan.FromSeconds(30);
        _router = _bed.Connect(_bed.Access with { Settling = TimeSpan.Zero });

        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.NotYet("Service prod/shop chooses green, and 2 of its 2 endpoints are not pods of it yet")));
    }

    [Test]
    public async Task A_slot_without_a_ready_pod_gets_no_request()
    {
        _bed.Put("green-1", "green", ready: false);
        _bed.Put("green-2", "green", ready: false);
        _router = _bed.Connect();

        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.NotYet("nothing was changed: of the 2 pods of green (slot=green, app=shop) 0 are ready, and 1 have to be")));
        Assert.That(await _router.ObserveAsync(default), Is.EqualTo(new RouterObservation.At("blue", 0)));
    }

    [Test]
    public async Task Going_back_does_not_need_the_slot_that_it_leaves()
    {
        _router = _bed.Connect();
        await _router.ApplyAsync("green", 1, 0, default);
        _bed.Put("green-1", "green", ready: false);
        _bed.Cluster.Remove($"{Objects.Core}/pods/green-2");

        Assert.That(await _router.ApplyAsync("blue", 2, 1, default), Is.EqualTo(new RouterObservation.At("blue", 2)));
    }

    [Test]
    public async Task A_change_of_somebody_else_between_reading_and_writing_is_not_written_over()
    {
        _router = _bed.Connect();
        _bed.Cluster.BeforePatch = () =>
        {
            _bed.Cluster.BeforePatch = null;
            var service = _bed.Cluster.Find(ServiceBed.Service)!;
            service["metadata"]!["annotations"] = new JsonObject { [RoutedTo.Annotation] = "blue@7" };
            _bed.Cluster.Put(ServiceBed.Service, service);
        };

        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.At("blue", 7)));
        Assert.That((string?)_bed.Cluster.Find(ServiceBed.Service)!["spec"]!["selector"]!["slot"], Is.EqualTo("blue"));
    }

    [Test]
    public async Task A_selector_that_Helm_has_set_back_is_not_there_and_the_same_change_completes_it()
    {
        _router = _bed.Connect();
        await _router.ApplyAsync("green", 1, 0, default);
        var service = _bed.Cluster.Find(ServiceBed.Service)!;
        service["spec"]!["selector"]!["slot"] = "blue";
        _bed.Cluster.Put(ServiceBed.Service, service);

        Assert.That((await _router.ObserveAsync(default) as RouterObservation.NotYet)?.Reason, Does.StartWith("the selector of Service prod/shop says blue, its annotation green@1: somebody else has changed it"));
        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.EqualTo(new RouterObservation.At("green", 1)));
    }

    [TestCase("{}", "has no selector")]
    [TestCase("""{ "app": "shop" }""", "chooses no slot; it has to have the labels of one of blue (slot=blue), green (slot=green)")]
    public async Task A_selector_that_chooses_no_slot_is_unknown(string selector, string reason)
    {
        var service = _bed.Cluster.Find(ServiceBed.Service)!;
        service["spec"]!["selector"] = JsonNode.Parse(selector);
        _bed.Cluster.Put(ServiceBed.Service, service);
        _router = _bed.Connect();

        Assert.That((await _router.ObserveAsync(default) as RouterObservation.Unknown)?.Reason, Does.Contain(reason));
        Assert.That(await _router.ApplyAsync("green", 1, 0, default), Is.InstanceOf<RouterObservation.Unknown>());
    }

    [TestCase("denied", "cannot get resource \"services\" in API group \"\" in the namespace \"prod\"; the Role in docs/routers.md gives what is needed in namespace prod")]
    [TestCase("nowhere", "context \"nowhere\" does not exist; 'kubectl config get-contexts' shows the contexts that there are")]
    public async Task What_kubectl_complains_of_is_said_with_what_helps(string context, string reason)
    {
        _router = _bed.Connect(_bed.Access with { Context = context });

        Assert.That((await _router.ObserveAsync(default) as RouterObservation.Unknown)?.Reason, Does.EndWith(reason));
    }

    [Test]
    public async Task A_kubectl_that_is_not_there_is_said()
    {
        _router = _bed.Connect(_bed.Access with { Program = "/nowhere/kubectl" });

        Assert.That((await _router.ObserveAsync(default) as RouterObservation.Unknown)?.Reason, Does.EndWith("is kubectl installed, and on the path of the gate?"));
    }

    [Test]
    public async Task A_Service_that_is_not_there_is_said()
    {
        _bed.Cluster.Remove(ServiceBed.Service);
        _router = _bed.Connect();

        Assert.That((await _router.ObserveAsync(default) as RouterObservation.Unknown)?.Reason, Is.EqualTo("kubectl says: Error from server (NotFound): services \"shop\" not found; is namespace prod, and the context that is the current one, the right one?"));
    }
}
