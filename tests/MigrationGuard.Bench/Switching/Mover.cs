using System.Globalization;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.Caddy;
using MigrationGuard.Gate.Routing.Flags;
using MigrationGuard.Gate.Routing.HaProxy;
using MigrationGuard.Gate.Routing.Nginx;
using MigrationGuard.TestKit.Routing;

namespace MigrationGuard.Bench.Switching;

/// <summary>A way to move requests from one slot to the other.</summary>
/// <param name="Name">How the page names it.</param>
/// <param name="Launch">Starts a router in front of two servers at these ports, and what operates it.</param>
/// <param name="MoveAsync">Moves to a slot under a generation; returns when it says that it is done.</param>
internal sealed record Mover(string Name, Func<int, int, (IRouterServer Server, IRouter Router)> Launch, Func<IRouterServer, IRouter, string, long, Task> MoveAsync)
{
    private static readonly string[] Slots = ["blue", "green"];

    /// <summary>What is compared.</summary>
    public static Mover[] All { get; } =
    [
        new("HAProxy: running map and file", (blue, green) => HaProxy(blue, green, ""), ApplyAsync),
        new("nginx: flag file", Nginx, ApplyAsync),
        new("Caddy: flag file", CaddyFlags, ApplyAsync),
        new("Caddy: conditional `PATCH`", Caddy, ApplyAsync),
        new("nginx: included file, `nginx -t`, reload", NginxReload, ApplyAsync),
        new("HAProxy by hand: map file written, then reload", (blue, green) => HaProxy(blue, green, ""), ReloadAsync),
        new("the same, with `option idle-close-on-response`", (blue, green) => HaProxy(blue, green, "option idle-close-on-response"), ReloadAsync),
    ];

    private static (IRouterServer Server, IRouter Router) HaProxy(int blue, int green, string defaults)
    {
        var server = HaProxyServer.Launch(blue, green, defaults);
        var backends = Slots.ToDictionary(slot => slot, slot => $"be_{slot}");
        return (server, new HaProxyRouter(new HaProxySettings(server.Socket, server.MapFile, "webshop", backends, new FrontDoorSettings(server.FrontDoor))));
    }

    private static (IRouterServer Server, IRouter Router) Caddy(int blue, int green)
    {
        var server = CaddyServer.Launch(blue, green);
        var upstreams = Slots.Zip([blue, green]).ToDictionary(slot => slot.First, slot => (IReadOnlyList<string>)[string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{slot.Second}")]);
        return (server, new CaddyRouter(new CaddySettings(server.Admin, "webshop", upstreams, new FrontDoorSettings(server.FrontDoor)) { Autosave = server.Autosave }));
    }

    private static (IRouterServer Server, IRouter Router) CaddyFlags(int blue, int green)
    {
        var server = CaddyServer.LaunchFlags(blue, green);
        return (server, new FlagRouter(new FlagSettings("Caddy", server.Flags, Slots, server.Status, new FrontDoorSettings(server.FrontDoor))));
    }

    private static (IRouterServer Server, IRouter Router) Nginx(int blue, int green)
    {
        var server = NginxServer.Launch(blue, green);
        return (server, new FlagRouter(new FlagSettings("nginx", server.Flags, Slots, server.Status, new FrontDoorSettings(server.FrontDoor))));
    }

    private static (IRouterServer Server, IRouter Router) NginxReload(int blue, int green)
    {
        var server = NginxServer.LaunchReloaded(blue, green);
        return (server, new NginxReloadRouter(new NginxReloadSettings(server.Include, server.Configuration, Slots, server.Status, new FrontDoorSettings(server.FrontDoor)) { Program = NginxServer.Program() }));
    }

    private static async Task ApplyAsync(IRouterServer server, IRouter router, string slot, long generation)
    {
        var answer = await router.ApplyAsync(slot, generation, generation - 1, CancellationToken.None);
        if (answer != new RouterObservation.At(slot, generation))
        {
            throw new BenchException($"{server.FrontDoor} was not moved to {slot}: {answer}");
        }
    }

    private static async Task ReloadAsync(IRouterServer server, IRouter router, string slot, long generation)
    {
        await File.WriteAllTextAsync(((HaProxyServer)server).MapFile, string.Create(CultureInfo.InvariantCulture, $"webshop be_{slot}@{generation}\n"));
        server.Reload();
    }
}
