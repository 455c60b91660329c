using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MigrationGuard.Gate.Routing.Caddy;

/// <summary>The handler of the kind <c>map</c>: from a random number of the request to <c>{slot}</c> and <c>{generation}</c>.</summary>
/// <remarks>https://caddyserver.com/docs/json/apps/http/servers/routes/handle/map/ and {http.request.uuid} of https://caddyserver.com/docs/json/apps/http/</remarks>
internal static class CaddyHandler
{
    private const string Source = "{http.request.uuid}";
    private const string Example = """{ "handler": "map", "source": "{http.request.uuid}", "destinations": ["{slot}", "{generation}"], "defaults": ["blue", "0"] }""";

    /// <summary>Reads where it sends requests; a sentence when that cannot be told.</summary>
    public static (CaddyChoice? Choice, string? Reason) Read(JsonObject handler)
    {
        if (Text(handler["handler"]) != "map" || Text(handler["source"]) != Source || Texts(handler["destinations"]) is not ["{slot}", "{generation}"])
        {
            return (null, $"is not a handler such as {Example}");
        }

        return Slot(handler["defaults"]) is not { } rest ? (null, "has no defaults such as [\"blue\", \"0\"]") : handler["mappings"] switch
        {
            null or JsonArray { Count: 0 } => (new CaddyChoice(rest.Slot, rest.Generation, null), null),
            JsonArray { Count: 1 } one when one[0] is JsonObject mapping && Slot(mapping["outputs"]) is { } other && other.Generation == rest.Generation && Percent(Text(mapping["input_regexp"])) is { } percent =>
                (new CaddyChoice(rest.Slot, rest.Generation, new TrafficShare(rest.Slot, other.Slot, percent)), null),
            _ => (null, "divides requests in a way that is not the gate's"),
        };
    }

    /// <summary>The handler with another choice; everything else of it stays.</summary>
    public static JsonObject With(JsonObject handler, CaddyChoice choice)
    {
        var changed = handler.DeepClone().AsObject();
        var generation = choice.Generation.ToString(CultureInfo.InvariantCulture);
        changed["defaults"] = new JsonArray(choice.Slot, generation);
        changed["mappings"] = choice.Share is { } share
            ? new JsonArray(new JsonObject { ["input_regexp"] = Pattern(share.Percent), ["outputs"] = new JsonArray(share.To, generation) })
            : new JsonArray();
        return changed;
    }

    /// <summary>The random numbers of a share: those of which the first three digits, which are hexadecimal, are lower than the share of 4096.</summary>
    internal static string Pattern(int percent)
    {
        var limit = ((percent * 4096) + 50) / 100;
        var digits = limit.ToString("x3", CultureInfo.InvariantCulture);
        var lower = Enumerable.Range(0, digits.Length).Where(place => digits[place] > '0').Select(place => digits[..place] + Below(digits[place]));
        return $"^(?:{string.Join('|', lower)})";
    }

    // [0-9a-e] for f
    private static string Below(char digit) => digit switch
    {
        <= '9' => $"[0-{(char)(digit - 1)}]",
        'a' => "[0-9]",
        _ => $"[0-9a-{(char)(digit - 1)}]",
    };

    private static int? Percent(string? pattern) => Enumerable.Range(1, 99).Cast<int?>().FirstOrDefault(percent => Pattern(percent!.Value) == pattern);

    private static SlotMark? Slot(JsonNode? values) => Texts(values) is [var slot, var generation] ? SlotMark.Parse($"{slot}@{generation}") : null;

    private static string[]? Texts(JsonNode? node) => node is JsonArray array && array.Select(Text).OfType<string>().ToArray() is var texts && texts.Length == array.Count ? texts : null;

    private static string? Text(JsonNode? node) => node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
}
