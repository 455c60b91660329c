using System.Text.Json;

namespace MigrationGuard.Cli.Hooks;

/// <summary>A request.</summary>
/// <param name="Method">The method.</param>
/// <param name="Target">Path and query, as they came.</param>
/// <param name="Headers">The headers, by names without case.</param>
/// <param name="Body">The body; empty without one.</param>
internal sealed record HookRequest(string Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>The path without its query.</summary>
    public string Path => Target.Split('?')[0];

    /// <summary>A value of the query; null when it is not there.</summary>
    public string? Query(string name) => (Target.Split('?', 2) is [_, var query] ? query.Split('&') : [])
        .Select(part => part.Split('=', 2))
        .Where(part => part.Length == 2 && part[0] == name && part[1].Length > 0)
        .Select(part => Uri.UnescapeDataString(part[1].Replace('+', ' ')))
        .FirstOrDefault();

    /// <summary>The body as an object of JSON; null when it is none.</summary>
    public JsonElement? Json()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
