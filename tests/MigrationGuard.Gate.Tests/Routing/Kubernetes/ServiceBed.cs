using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Kubernetes;
using MigrationGuard.TestKit.Routing.Kubernetes;

namespace MigrationGuard.Gate.Tests.Routing.Kubernetes;

/// <summary>A Service, of which the requests go where its endpoints are.</summary>
internal sealed class ServiceBed : KubernetesBed
{
    public const string Service = Objects.Core + "/services/shop";

    private const string Slice = Objects.Discovery + "/endpointslices/shop-abcde";

    public ServiceBed()
    {
        Cluster.Put(Slice, Objects.EndpointSlice("shop", Cluster.List($"{Objects.Core}/pods").Where(pod => (string?)pod["metadata"]!["labels"]!["slot"] == "blue")));
        Cluster.Put(Service, Objects.Service("shop", "blue"));
    }

    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Selectors { get; } = new Dictionary<string, IReadOnlyDictionary<string, string>>
    {
        ["blue"] = new Dictionary<string, string> { ["slot"] = "blue" },
        ["green"] = new Dictionary<string, string> { ["slot"] = "green" },
    };

    public override IRouter Connect(KubernetesAccess access) => new KubernetesServiceRouter(new(access, "shop", Selectors, new FrontDoorSettings(FrontDoor)));

    protected override SlotServer Where() => SlotOf(((string)Cluster.Find(Slice)!["endpoints"]![0]!["targetRef"]!["name"]!).Split('-')[0]);
}
