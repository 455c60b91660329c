using MigrationGuard.Gate.Routing;

namespace MigrationGuard.Cli.Configuration.Gates.Routers;

/// <summary>Reads a router of kind <c>webhook</c>.</summary>
internal static class WebhookReader
{
    /// <summary>The keys beside those of every kind.</summary>
    public static IReadOnlyList<string> Keys { get; } = ["url", "secretVariable", "countsInFlight"];

    /// <summary>Its settings.</summary>
    /// <exception cref="UsageException">It says something that cannot be.</exception>
    public static RouterSettings Read(SectionReader router)
    {
        var settings = new WebhookRouterSettings(router.Address("url", "e.g. \"https://router.example/shop\""), Variable(router), RouterReader.FrontDoor(router));
        return new RouterSettings.Webhook(settings with { Timeout = router.Duration("timeout", settings.Timeout), CountsInFlight = router.Flag("countsInFlight", settings.CountsInFlight) });
    }

    private static string? Variable(SectionReader router) => router.Has("secretVariable") ? router.Variable("secretVariable", "ROUTER_SECRET") : null;
}
