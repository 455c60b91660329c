using MigrationGuard.Gate.Routing.HaProxy;

namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>Reads a router of kind <c>haproxy</c>.</summary>
internal static class HaProxyReader
{
    /// <summary>The keys beside those of every kind.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["socket", "map", "mapFile", "key", "backends", "configuration", "weighted"];

    /// <summary>Its settings.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static RouterSettings Read(SectionReader router, RouterPlace place)
    {
        var (value, path) = router.Required("backends", "{ \"blue\": \"be_blue\", \"green\": \"be_green\" }");
        var backends = new SectionReader(value, path, [.. place.Slots]);
        var names = place.Slots.ToDictionary(slot => slot, slot => backends.RequiredText(slot, "the name of its backend in haproxy.cfg"), StringComparer.Ordinal);
        if (names.Values.Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw router.Complaint("backends", "two slots have the same backend; a switch between them would change nothing");
        }

        var map = router.RequiredText("map", "the map as haproxy.cfg names it, e.g. \"/etc/haproxy/shop.map\"");
        var settings = new HaProxySettings(router.RequiredText("socket", "e.g. \"/run/haproxy/admin.sock\""), map, router.RequiredText("key", "the key in the map, e.g. \"shop\""), names, RouterReader.FrontDoor(router));
        return new RouterSettings.HaProxy(settings with
        {
            MapFile = Path.GetFullPath(router.Text("mapFile") ?? map, place.Folder),
            Configuration = router.Text("configuration") is { } configuration ? Path.GetFullPath(configuration, place.Folder) : null,
            Weighted = router.Flag("weighted", settings.Weighted),
            Timeout = router.Duration("timeout", settings.Timeout),
        });
    }
}
