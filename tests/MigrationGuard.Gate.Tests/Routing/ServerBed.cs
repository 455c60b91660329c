using MigrationGuard.TestKit.Http;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Gate.Tests.Routing;

/// <summary>A real router as a process of its own.</summary>
internal abstract class ServerBed<TServer> : RouterBed
    where TServer : IRouterServer
{
    private readonly List<SmallServer> _fakes = [];

    protected ServerBed(Func<int, int, TServer> launch) => Server = launch(Blue.Port, Green.Port);

    public TServer Server { get; }

    public override Uri FrontDoor => Server.FrontDoor;

    public override Task StopAsync()
    {
        Server.Crash();
        return Task.CompletedTask;
    }

    public override Task StartAsync()
    {
        Server.Start();
        return Task.CompletedTask;
    }

    /// <summary>Where something always says the same.</summary>
    protected Uri Saying(SmallResponse answer)
    {
        var fake = new SmallServer((_, _) => Task.FromResult(answer));
        _fakes.Add(fake);
        return fake.Address;
    }

    protected override async Task EndAsync()
    {
        Server.Dispose();
        foreach (var fake in _fakes)
        {
            await fake.DisposeAsync();
        }
    }
}
