using System.Text.Json;

namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>Reads facts; what is missing counts as null, false or empty.</summary>
internal static class Facts
{
    public static string? Word(this JsonElement facts, string name)
        => facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty(name, out var value)
            ? value.ValueKind switch { JsonValueKind.Null => null, JsonValueKind.String => value.GetString(), _ => value.GetRawText() }
            : null;

    public static bool Is(this JsonElement facts, string name)
        => facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static IEnumerable<JsonProperty> Members(this JsonElement facts, string name)
        => facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value.EnumerateObject() : [];

    public static IEnumerable<JsonElement> Items(this JsonElement facts, string name)
        => facts.ValueKind == JsonValueKind.Object && facts.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static IReadOnlyList<string> Words(this JsonElement facts, string name) => [.. facts.Items(name).Select(item => item.ToString())];
}
