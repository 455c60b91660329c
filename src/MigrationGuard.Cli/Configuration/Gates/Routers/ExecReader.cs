using MigrationGuard.Gate.Routing;

namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>Reads a router of kind <c>exec</c>.</summary>
internal static class ExecReader
{
    /// <summary>The keys beside those of every kind.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["observe", "apply", "drain", "conditional"];

    /// <summary>Its settings.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static RouterSettings Read(SectionReader router, RouterPlace place)
    {
        var settings = new ExecRouterSettings(
            router.RequiredText("observe", "a command that prints {\"slot\":\"blue\",\"generation\":3}"),
            router.RequiredText("apply", "a command that sends the traffic to MIGRATIONGUARD_SLOT"),
            router.Text("drain"),
            RouterReader.FrontDoor(router));
        return new RouterSettings.Exec(settings with { Directory = place.Folder, Timeout = router.Duration("timeout", settings.Timeout), Conditional = router.Flag("conditional", settings.Conditional) });
    }
}
