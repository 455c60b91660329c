using System.Text.Json.Nodes;

namespace MigrationGuard.Cli.Hooks.Products;

/// <summary>The answer for scripts, and for products that look at the status alone: 200 go on, 409 no, 503 it is not known.</summary>
internal static class PlainAnswer
{
    /// <summary>The response.</summary>
    public static HookResponse Of(HookVerdict verdict) => new(verdict.Meaning switch { HookMeaning.Go => 200, HookMeaning.Stop => 409, _ => 503 }, Body(verdict));

    /// <summary>What every answer says.</summary>
    public static JsonObject Body(HookVerdict verdict) => new()
    {
        ["answer"] = verdict.Answer.ToString().ToLowerInvariant(),
        ["exitCode"] = (int)verdict.Answer,
        ["why"] = verdict.Why,
        ["release"] = verdict.Release,
        ["state"] = verdict.State,
    };
}
