using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Nginx;
using MigrationGuard.TestKit.Http;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Gate.Tests.Routing.Nginx;

/// <summary>A real nginx that is reloaded.</summary>
internal sealed class NginxReloadBed() : ServerBed<NginxServer>(NginxServer.LaunchReloaded)
{
    public NginxReloadSettings Settings =>
        new(Server.Include, Server.Configuration, ["blue", "green"], Server.Status, new FrontDoorSettings(Server.FrontDoor)) { Program = NginxServer.Program(), PollInterval = TimeSpan.FromMilliseconds(5) };

    public override IRouter Connect() => new NginxReloadRouter(Settings);

    public override IRouter ConnectDenied() => Faked(new SmallResponse(403, "Forbidden"));

    public override IRouter ConnectGarbled() => Faked(new SmallResponse(200, "<html> no words"));

    private NginxReloadRouter Faked(SmallResponse answer) => new(Settings with { Status = Saying(answer) });
}
