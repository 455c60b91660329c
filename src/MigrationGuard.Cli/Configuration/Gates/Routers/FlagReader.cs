using MigrationGuard.Gate.Routing.Flags;

namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>Reads a router that tests a file at every request.</summary>
internal static class FlagReader
{
    /// <summary>Its settings.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static RouterSettings.Flags Read(SectionReader router, RouterPlace place, string product)
    {
        if (place.Slots.Count > 2)
        {
            throw router.Complaint("form", "one flag tells two slots apart, and gate.slots has more; write another form");
        }

        var flags = router.RequiredText("flags", $"the folder that {product} looks into, e.g. \"/var/lib/migrationguard/shop\"");
        var settings = new FlagSettings(product, Path.GetFullPath(flags, place.Folder), place.Slots, Status(router), RouterReader.FrontDoor(router));
        return new RouterSettings.Flags(settings with { Timeout = router.Duration("timeout", settings.Timeout) });
    }

    /// <summary>The location that says which slot would be chosen.</summary>
    public static Uri Status(SectionReader router) => router.Address("status", "the location that says X-Slot, e.g. \"http://127.0.0.1:8080/migrationguard\"");
}
