using MigrationGuard.Configuration;
using MigrationGuard.Gate.Routing;
using MigrationGuard.Gate.Routing.HaProxy;

namespace MigrationGuard.Cli.Configuration.Gates;

/// <summary>Reads <c>gate.router</c>.</summary>
internal static class RouterReader
{
    private static readonly (string Word, string Value)[] Kinds = [("haproxy", "haproxy"), ("exec", "exec"), ("webhook", "webhook")];

    private static readonly string[] Common = ["kind", "frontDoor", "frontDoorTimeout", "releaseHeader", "timeout"];

    /// <summary>The settings of a router; relative paths are relative to the folder.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static RouterSettings Read((PlacedJson Value, string Path) member, IReadOnlyCollection<string> slots, string folder)
    {
        // Which keys are known depends on the kind.
        var any = new SectionReader(member.Value, member.Path);
        _ = any.RequiredText("kind", Words.List(Kinds.Select(kind => kind.Word)));
        return any.Word("kind", Kinds, "") switch
        {
            "haproxy" => HaProxy(new(member.Value, member.Path, [.. Common, "socket", "map", "mapFile", "key", "backends", "configuration"]), slots, folder),
            "exec" => Exec(new(member.Value, member.Path, [.. Common, "observe", "apply", "drain", "conditional"]), folder),
            _ => Webhook(new(member.Value, member.Path, [.. Common, "url", "secretVariable", "countsInFlight"])),
        };
    }

    private static RouterSettings.HaProxy HaProxy(SectionReader router, IReadOnlyCollection<string> slots, string folder)
    {
        var (value, path) = router.Required("backends", "{ \"blue\": \"be_blue\", \"green\": \"be_green\" }");
        var backends = new SectionReader(value, path, [.. slots]);
        var names = slots.ToDictionary(slot => slot, slot => backends.RequiredText(slot, "the name of its backend in haproxy.cfg"), StringComparer.Ordinal);
        if (names.Values.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw router.Complaint("backends", "two slots have the same backend; a switch between them would change nothing");
        }

        var map = router.RequiredText("map", "the map as haproxy.cfg names it, e.g. \"/etc/haproxy/shop.map\"");
        var settings = new HaProxySettings(router.RequiredText("socket", "e.g. \"/run/haproxy/admin.sock\""), map, router.RequiredText("key", "the key in the map, e.g. \"shop\""), names, FrontDoor(router));
        return new(settings with
        {
            MapFile = Path.GetFullPath(router.Text("mapFile") ?? map, folder),
            Configuration = router.Text("configuration") is { } configuration ? Path.GetFullPath(configuration, folder) : null,
            Timeout = router.Duration("timeout", settings.Timeout),
        });
    }

    private static RouterSettings.Exec Exec(SectionReader router, string folder)
    {
        var settings = new ExecRouterSettings(
            router.RequiredText("observe", "a command that prints {\"slot\":\"blue\",\"generation\":3}"),
            router.RequiredText("apply", "a command that sends the traffic to MIGRATIONGUARD_SLOT"),
            router.Text("drain"),
            FrontDoor(router));
        return new(settings with { Directory = folder, Timeout = router.Duration("timeout", settings.Timeout), Conditional = router.Flag("conditional", settings.Conditional) });
    }

    private static RouterSettings.Webhook Webhook(SectionReader router)
    {
        var settings = new WebhookRouterSettings(router.Address("url", "e.g. \"https://router.example/shop\""), Variable(router), FrontDoor(router));
        return new(settings with { Timeout = router.Duration("timeout", settings.Timeout), CountsInFlight = router.Flag("countsInFlight", settings.CountsInFlight) });
    }

    private static FrontDoorSettings FrontDoor(SectionReader router)
    {
        var door = new FrontDoorSettings(router.Address("frontDoor", "where users come in, e.g. \"http://127.0.0.1:8080/version\""));
        return door with { ReleaseHeader = router.Text("releaseHeader") ?? door.ReleaseHeader, Timeout = router.Duration("frontDoorTimeout", door.Timeout) };
    }

    private static string? Variable(SectionReader router) => router.Has("secretVariable") ? router.Variable("secretVariable", "ROUTER_SECRET") : null;
}
