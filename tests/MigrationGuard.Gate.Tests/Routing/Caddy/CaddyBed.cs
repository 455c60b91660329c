using System.Globalization;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Caddy;
using MigrationGuard.TestKit.Http;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Gate.Tests.Routing.Caddy;

/// <summary>A real Caddy.</summary>
internal sealed class CaddyBed() : ServerBed<CaddyServer>(CaddyServer.Launch)
{
    public CaddySettings Settings =>
        new(Server.Admin, "webshop", new Dictionary<string, IReadOnlyList<string>> { ["blue"] = [Address(Blue)], ["green"] = [Address(Green)] }, new FrontDoorSettings(Server.FrontDoor))
        {
            Autosave = Server.Autosave,
            PollInterval = TimeSpan.FromMilliseconds(5),
        };

    public override IRouter Connect() => new CaddyRouter(Settings);

    public override IRouter ConnectDenied() => Faked(new SmallResponse(403, """{"error":"host not allowed: 127.0.0.1"}"""));

    public override IRouter ConnectGarbled() => Faked(new SmallResponse(200, "<html> no words"));

    /// <summary>A router to which the admin API always says the same.</summary>
    public CaddyRouter Faked(SmallResponse answer) => new(Settings with { Admin = Saying(answer) });

    private static string Address(SlotServer server) => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.Port}");
}
