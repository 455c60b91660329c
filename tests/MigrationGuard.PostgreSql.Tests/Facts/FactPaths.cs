using System.Text.Json.Nodes;

namespace MigrationGuard.Postgres.Tests.Facts;

/// <summary>The places at which facts differ, in the words of changes.txt.</summary>
internal static class FactPaths
{
    public static IReadOnlyList<string> Differing(SortedDictionary<string, JsonNode> before, SortedDictionary<string, JsonNode> after)
    {
        var found = new List<string>();
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            if (!after.TryGetValue(name, out var now))
            {
                found.Add($"-{name}");
            }
            else if (!before.TryGetValue(name, out var old))
            {
                found.Add($"+{name}");
            }
            else
            {
                Add(name + " ", old, now, found);
            }
        }

        return found;
    }

    private static void Add(string path, JsonNode? before, JsonNode? after, List<string> found)
    {
        if (before is not JsonObject old || after is not JsonObject now)
        {
            if (!JsonNode.DeepEquals(before, after))
            {
                found.Add(path);
            }

            return;
        }

        foreach (var key in old.Select(member => member.Key).Union(now.Select(member => member.Key)).Order(StringComparer.Ordinal))
        {
            var below = path.EndsWith(' ') ? path + key : $"{path}.{key}";
            if (old.ContainsKey(key) && now.ContainsKey(key))
            {
                Add(below, old[key], now[key], found);
            }
            else
            {
                found.Add(below);
            }
        }
    }
}
