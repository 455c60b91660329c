using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Flags;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Gate.Tests.Routing.Caddy;

/// <summary>A real Caddy that tests a file.</summary>
internal sealed class CaddyFlagsBed() : FlagBed<CaddyServer>(CaddyServer.LaunchFlags)
{
    public override FlagSettings Settings => new("Caddy", Server.Flags, ["blue", "green"], Server.Status, new FrontDoorSettings(Server.FrontDoor));
}
