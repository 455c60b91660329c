using MigrationGuard.Configuration;
using MigrationGuard.Gate.Routing.Caddy;

namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>Reads a router of kind <c>caddy</c>.</summary>
internal static class CaddyReader
{
    private const string Example = "{ \"blue\": \"127.0.0.1:5101\", \"green\": \"127.0.0.1:5102\" }";

    private static readonly (string Word, Func<SectionReader, RouterPlace, RouterSettings> Read)[] Forms = [("api", Api), ("flags", Flags)];

    private static readonly string[] OfApi = ["admin", "id", "upstreams", "autosave"];

    private static readonly string[] OfFlags = ["flags", "status"];

    /// <summary>The keys beside those of every kind.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["form", .. OfApi, .. OfFlags];

    /// <summary>Its settings.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static RouterSettings Read(SectionReader router, RouterPlace place)
    {
        if (place.Slots.FirstOrDefault(slot => !SlotName.IsPlain(slot)) is { } odd)
        {
            throw router.Complaint("kind", $"the slot \"{odd}\" cannot be a part of Caddy's configuration; call it by letters, digits, - and _");
        }

        return router.Word("form", Forms, Api)(router, place);
    }

    private static RouterSettings.Flags Flags(SectionReader router, RouterPlace place)
    {
        Refuse(router, OfApi, "is of \"form\": \"api\"; remove it, or write that form");
        return FlagReader.Read(router, place, "Caddy");
    }

    private static RouterSettings.Caddy Api(SectionReader router, RouterPlace place)
    {
        Refuse(router, OfFlags, "is of \"form\": \"flags\"; remove it, or write that form");
        var settings = new CaddySettings(Root(router.Address("admin", "e.g. \"http://127.0.0.1:2019\"")), Id(router), Upstreams(router, place), RouterReader.FrontDoor(router));
        return new RouterSettings.Caddy(settings with
        {
            Autosave = router.Text("autosave") is { } autosave ? Path.GetFullPath(autosave, place.Folder) : null,
            Timeout = router.Duration("timeout", settings.Timeout),
        });
    }

    private static void Refuse(SectionReader router, IEnumerable<string> keys, string why)
    {
        if (keys.FirstOrDefault(router.Has) is { } key)
        {
            throw router.Complaint(key, why);
        }
    }

    private static string Id(SectionReader router) => router.RequiredText("id", "the \"@id\" of the handler, e.g. \"shop\"") is var id && SlotName.IsPlain(id)
        ? id
        : throw router.Complaint("id", $"\"{id}\" cannot stand in an address; call it by letters, digits, - and _");

    private static Dictionary<string, IReadOnlyList<string>> Upstreams(SectionReader router, RouterPlace place)
    {
        var (value, path) = router.Required("upstreams", Example);
        var section = new SectionReader(value, path, [.. place.Slots]);
        var upstreams = place.Slots.ToDictionary(slot => slot, slot => Addresses(section, slot), StringComparer.Ordinal);
        return upstreams.Values.SelectMany(addresses => addresses).GroupBy(address => address, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
            ? throw router.Complaint("upstreams", $"{twice.Key} stands there twice; its requests could not be told apart")
            : upstreams;
    }

    private static IReadOnlyList<string> Addresses(SectionReader section, string slot) => section.Member(slot)?.Value is PlacedArray { Items.Count: > 0 }
        ? section.Texts(slot, "[\"127.0.0.1:5101\"]")!
        : [section.RequiredText(slot, "what Caddy dials, e.g. \"127.0.0.1:5101\"")];

    // The paths of the API are relative to it.
    private static Uri Root(Uri address) => new(address.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
}
