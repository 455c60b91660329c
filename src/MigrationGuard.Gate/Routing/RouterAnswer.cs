using System.Text.Json;

namespace MigrationGuard.Gate.Routing;

/// <summary>The JSON in which commands and web services say where a router is.</summary>
internal static class RouterAnswer
{
    /// <summary>Reads <c>{"slot":"blue","generation":3}</c>, <c>{"notYet":"reason"}</c> or <c>{"unknown":"reason"}</c>.</summary>
    /// <param name="json">The answer.</param>
    /// <param name="from">What gave it, as the subject of a sentence.</param>
    public static RouterObservation Observation(string json, string from)
    {
        using var document = Parse(json);
        return document?.RootElement switch
        {
            { ValueKind: JsonValueKind.Object } answer when Text(answer, "notYet") is { } reason => new RouterObservation.NotYet(reason),
            { ValueKind: JsonValueKind.Object } answer when Text(answer, "unknown") is { } reason => new RouterObservation.Unknown(reason),
            { ValueKind: JsonValueKind.Object } answer when Text(answer, "slot") is { Length: > 0 } slot && Number(answer, "generation") is { } generation => new RouterObservation.At(slot, generation),
            null => new RouterObservation.Unknown($"{from} did not answer with JSON"),
            _ => new RouterObservation.Unknown($"{from} answered with JSON that has no slot and generation, no notYet and no unknown"),
        };
    }

    /// <summary>Reads <c>{"remaining":3}</c>; null when that is not what it says.</summary>
    public static long? Remaining(string json)
    {
        using var document = Parse(json);
        return document?.RootElement is { ValueKind: JsonValueKind.Object } answer ? Number(answer, "remaining") : null;
    }

    private static JsonDocument? Parse(string json)
    {
        try
        {
            return JsonDocument.Parse(json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement answer, string name) => answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 ? number : null;
}
