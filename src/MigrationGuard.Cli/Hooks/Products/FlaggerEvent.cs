using System.Text.Json.Nodes;

namespace MigrationGuard.Cli.Hooks.Products;

/// <summary>The event hook of Flagger: it tells, and asks nothing.</summary>
internal static class FlaggerEvent
{
    /// <summary>The response.</summary>
    public static HookResponse Taken => new(202, new JsonObject { ["answer"] = "taken" });
}
