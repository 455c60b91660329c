using MigrationGuard.Gate.Routing.Nginx;

namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>Reads a router of kind <c>nginx</c>.</summary>
internal static class NginxReader
{
    private static readonly (string Word, Func<SectionReader, RouterPlace, RouterSettings> Read)[] Forms = [("flags", Flags), ("reload", Reload)];

    private static readonly string[] OfFlags = ["flags"];

    private static readonly string[] OfReload = ["include", "configuration", "program"];

    /// <summary>The keys beside those of every kind.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["form", "status", .. OfFlags, .. OfReload];

    /// <summary>Its settings.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static RouterSettings Read(SectionReader router, RouterPlace place)
    {
        if (place.Slots.FirstOrDefault(slot => !SlotName.IsPlain(slot)) is { } odd)
        {
            throw router.Complaint("kind", $"the slot \"{odd}\" cannot be a part of nginx's files; call it by letters, digits, - and _");
        }

        return router.Word("form", Forms, Flags)(router, place);
    }

    private static RouterSettings.Flags Flags(SectionReader router, RouterPlace place)
    {
        Refuse(router, OfReload, "is of \"form\": \"reload\"; remove it, or write that form");
        return FlagReader.Read(router, place, "nginx");
    }

    private static RouterSettings.NginxReload Reload(SectionReader router, RouterPlace place)
    {
        Refuse(router, OfFlags, "is of \"form\": \"flags\"; remove it, or write that form");
        var settings = new NginxReloadSettings(
            Path.GetFullPath(router.RequiredText("include", "the file that nginx.conf includes, e.g. \"/etc/nginx/migrationguard/shop.conf\""), place.Folder),
            Path.GetFullPath(router.RequiredText("configuration", "e.g. \"/etc/nginx/nginx.conf\""), place.Folder),
            place.Slots,
            FlagReader.Status(router),
            RouterReader.FrontDoor(router));
        return new RouterSettings.NginxReload(settings with { Program = router.Text("program") ?? settings.Program, Timeout = router.Duration("timeout", settings.Timeout) });
    }

    private static void Refuse(SectionReader router, IEnumerable<string> keys, string why)
    {
        if (keys.FirstOrDefault(router.Has) is { } key)
        {
            throw router.Complaint(key, why);
        }
    }
}
