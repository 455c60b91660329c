using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Kubernetes;
using MigrationGuard.TestKit.Routing.Kubernetes;

namespace MigrationGuard.Gate.Tests.Routing.Kubernetes;

/// <summary>An HTTPRoute with a Service for each slot; its gateway goes by the specification that its status has taken.</summary>
internal sealed class RouteBed : KubernetesBed
{
    public const string Route = Objects.Gateways + "/httproutes/shop";

    private int _requests;

    public RouteBed()
    {
        foreach (var slot in new[] { "blue", "green" })
        {
            Cluster.Put($"{Objects.Discovery}/endpointslices/shop-{slot}-abcde", Objects.EndpointSlice($"shop-{slot}", Cluster.List($"{Objects.Core}/pods").Where(pod => (string?)pod["metadata"]!["labels"]!["slot"] == slot)));
            Cluster.Put($"{Objects.Core}/services/shop-{slot}", Objects.Service($"shop-{slot}", slot));
        }

        var route = Objects.HttpRoute();
        route["status"] = Objects.RouteStatus(1);
        Cluster.Put(Route, route);
    }

    public static IReadOnlyDictionary<string, string> Backends { get; } = new Dictionary<string, string> { ["blue"] = "shop-blue", ["green"] = "shop-green" };

    public override IRouter Connect(KubernetesAccess access) => Weighted(access);

    public HttpRouteRouter Weighted(KubernetesAccess access) => new(new(access, "shop", Backends, new FrontDoorSettings(FrontDoor)));

    protected override SlotServer Where()
    {
        var share = (int)Cluster.Find(Route)!["spec"]!["rules"]![0]!["backendRefs"]![1]!["weight"]!;
        return Interlocked.Increment(ref _requests) % 100 < share ? Green : Blue;
    }
}
