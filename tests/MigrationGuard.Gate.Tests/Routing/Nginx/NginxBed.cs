using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Flags;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Gate.Tests.Routing.Nginx;

/// <summary>A real nginx that tests a file.</summary>
internal sealed class NginxBed() : FlagBed<NginxServer>(NginxServer.Launch)
{
    public override FlagSettings Settings => new("nginx", Server.Flags, ["blue", "green"], Server.Status, new FrontDoorSettings(Server.FrontDoor));
}
