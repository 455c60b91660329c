using MigrationGuard.Configuration;

namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>Reads several routers that are moved together, kind <c>targets</c>.</summary>
internal static class TargetsReader
{
    // What a target does not say itself is said for all of them.
    private static readonly string[] Inherited = ["frontDoor", "frontDoorTimeout", "releaseHeader", "timeout"];

    /// <summary>The keys beside those of every kind.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["targets"];

    /// <summary>Their settings.</summary>
    /// <exception cref="UsageException">They say something that cannot be.</exception>
    public static RouterSettings Read(SectionReader router, RouterPlace place)
    {
        _ = router.Required("targets", "[{ \"name\": \"edge-1\", \"kind\": \"haproxy\", … }, …]");
        List<(string Name, RouterSettings Settings)> targets = [.. router.Items("targets").Select(item => Target(router, item, place))];
        return targets.Count == 0 ? throw router.Complaint("targets", "there are none; write [{ \"name\": \"edge-1\", \"kind\": \"haproxy\", … }, …]")
            : targets.GroupBy(target => target.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Skip(1).Any()) is { } twice
                ? throw router.Complaint("targets", $"two are called \"{twice.Key}\"; give one another name")
                : new RouterSettings.Targets(targets, RouterReader.FrontDoor(router));
    }

    private static (string Name, RouterSettings Settings) Target(SectionReader router, (PlacedJson Value, string Path) item, RouterPlace place)
    {
        var target = new SectionReader(item.Value, item.Path);
        var name = target.RequiredText("name", "e.g. \"edge-1\"");
        var own = (PlacedObject)item.Value;
        var inherited = Inherited.Where(key => !target.Has(key) && router.Has(key)).Select(key => new PlacedMember(own.Place, key, router.Member(key)!.Value.Value));
        var whole = own with { Members = [.. own.Members.Where(member => member.Name != "name"), .. inherited] };
        return RouterReader.Read((whole, item.Path), place) is not RouterSettings.Targets and var settings
            ? (name, settings)
            : throw target.Complaint("kind", "targets cannot be made of targets; write all of them in one list");
    }
}
