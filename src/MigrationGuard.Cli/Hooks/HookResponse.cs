using System.Text.Json.Nodes;

namespace MigrationGuard.Cli.Hooks;

/// <summary>A response.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Body">Its body.</param>
internal sealed record HookResponse(int Status, JsonObject Body)
{
    /// <summary>One that says why nothing was asked.</summary>
    public static HookResponse Refused(int status, string why) => new(status, new JsonObject { ["answer"] = "no", ["why"] = why });
}
