using System.Text.Json.Nodes;

namespace MigrationGuard.TestKit.Routing.Kubernetes;

/// <summary>JSON Merge Patch, https://www.rfc-editor.org/rfc/rfc7386.</summary>
internal static class MergePatch
{
    /// <summary>What a patch makes of a value.</summary>
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
        {
            return patch?.DeepClone();
        }

        var result = target as JsonObject ?? [];
        foreach (var (name, change) in changes)
        {
            if (change is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Apply(result[name]?.DeepClone(), change);
            }
        }

        return result;
    }
}
