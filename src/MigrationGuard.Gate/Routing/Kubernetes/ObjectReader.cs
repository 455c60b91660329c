using System.Text.Json;

namespace MigrationGuard.Gate.Routing.Kubernetes;

/// <summary>Reads objects of the API; what is missing, or is something else, is null or empty.</summary>
internal static class ObjectReader
{
    /// <summary>What is at a path.</summary>
    public static JsonElement? At(this JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element;
    }

    /// <summary>A text.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> path) => element.At(path) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>A whole number.</summary>
    public static long? Number(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : null;

    /// <summary>The items of an array.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Array } array ? [.. array.EnumerateArray()] : [];

    /// <summary>The texts of an object, such as labels.</summary>
    public static IReadOnlyDictionary<string, string> Texts(this JsonElement element, params ReadOnlySpan<string> path) =>
        element.At(path) is { ValueKind: JsonValueKind.Object } map
            ? map.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.String).ToDictionary(member => member.Name, member => member.Value.GetString()!, StringComparer.Ordinal)
            : new Dictionary<string, string>();

    /// <summary>Whether labels are what a selector asks for.</summary>
    public static bool Has(this IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> selector) =>
        selector.All(wanted => labels.TryGetValue(wanted.Key, out var value) && string.Equals(value, wanted.Value, StringComparison.Ordinal));
}
