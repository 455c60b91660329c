using System.Text.Json.Nodes;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Kubernetes;
using MigrationGuard.TestKit.Routing.Kubernetes;

namespace MigrationGuard.Gate.Tests.Routing.Kubernetes;

/// <summary>The real kubectl in front of a cluster in this process, which has two pods of each slot.</summary>
internal abstract class KubernetesBed : RouterBed
{
    private SmallDoor? _door;

    protected KubernetesBed()
    {
        foreach (var slot in new[] { "blue", "green" })
        {
            Put($"{slot}-1", slot, ready: true);
            Put($"{slot}-2", slot, ready: true);
        }
    }

    public KubernetesServer Cluster { get; } = new();

    public override Uri FrontDoor => (_door ??= new SmallDoor(Where, (_, _) => { })).Address;

    public KubernetesAccess Access => new("prod") { KubeConfig = Cluster.KubeConfig(), CacheFolder = Cluster.CacheFolder, PollInterval = TimeSpan.FromMilliseconds(20) };

    public override IRouter Connect() => Connect(Access);

    public override IRouter ConnectDenied() => Connect(Access with { Context = "denied" });

    public override IRouter ConnectGarbled() => Connect(Access with { Context = "garbled" });

    public abstract IRouter Connect(KubernetesAccess access);

    public void Put(string pod, string slot, bool ready) => Cluster.Put($"{Objects.Core}/pods/{pod}", Objects.Pod(pod, slot, ready));

    public override async Task StopAsync()
    {
        await Cluster.StopAsync();
        await _door!.DisposeAsync();
    }

    public override Task StartAsync()
    {
        Cluster.Start();
        _door = new SmallDoor(Where, (_, _) => { }, _door!.Port);
        return Task.CompletedTask;
    }

    /// <summary>Which slot the cluster sends a request to.</summary>
    protected abstract SlotServer Where();

    protected override async Task EndAsync()
    {
        await Cluster.DisposeAsync();
        await _door!.DisposeAsync();
    }

    protected SlotServer SlotOf(JsonNode? name) => (string?)name == "blue" ? Blue : Green;
}
