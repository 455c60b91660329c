using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Nginx;
using MigrationGuard.TestKit.Http;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Gate.Tests.Routing.Nginx;

/// <summary>A real nginx that is reloaded.</summary>
internal sealed class NginxReloadBed : RouterBed
{
    private static readonly string[] Slots = ["blue", "green"];

    private readonly List<SmallServer> _fakes = [];

    public NginxReloadBed() => Server = NginxServer.LaunchReloaded(Blue.Port, Green.Port);

    public NginxServer Server { get; }

    public override Uri FrontDoor => Server.FrontDoor;

    public NginxReloadSettings Settings =>
        new(Server.Include, Server.Configuration, Slots, Server.Status, new FrontDoorSettings(Server.FrontDoor)) { Program = NginxServer.Program(), PollInterval = TimeSpan.FromMilliseconds(5) };

    public override IRouter Connect() => new NginxReloadRouter(Settings);

    public override IRouter ConnectDenied() => Faked(new SmallResponse(403, "Forbidden"));

    public override IRouter ConnectGarbled() => Faked(new SmallResponse(200, "<html> no words"));

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

    private NginxReloadRouter Faked(SmallResponse answer)
    {
        var fake = new SmallServer((_, _) => Task.FromResult(answer));
        _fakes.Add(fake);
        return new NginxReloadRouter(Settings with { Status = fake.Address });
    }
}
