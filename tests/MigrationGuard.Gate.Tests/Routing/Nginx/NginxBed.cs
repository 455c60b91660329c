using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Flags;
using MigrationGuard.TestKit.Http;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Gate.Tests.Routing.Nginx;

/// <summary>A real nginx that tests a file.</summary>
internal sealed class NginxBed : RouterBed
{
    private static readonly string[] Slots = ["blue", "green"];

    private readonly List<SmallServer> _fakes = [];

    public NginxBed() => Server = NginxServer.Launch(Blue.Port, Green.Port);

    public NginxServer Server { get; }

    public override Uri FrontDoor => Server.FrontDoor;

    public FlagSettings Settings => new("nginx", Server.Flags, Slots, Server.Status, new FrontDoorSettings(Server.FrontDoor));

    public override IRouter Connect() => new FlagRouter(Settings);

    public override IRouter ConnectDenied() => Faked(new SmallResponse(403, "Forbidden"));

    public override IRouter ConnectGarbled() => Faked(new SmallResponse(200, "<html> no words"));

    /// <summary>A router to which nginx always says the same.</summary>
    public FlagRouter Faked(SmallResponse answer)
    {
        var fake = new SmallServer((_, _) => Task.FromResult(answer));
        _fakes.Add(fake);
        return new FlagRouter(Settings with { Status = fake.Address });
    }

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

    protected override async Task EndAsync()
    {
        Server.Dispose();
        foreach (var fake in _fakes)
        {
            await fake.DisposeAsync();
        }
    }
}
