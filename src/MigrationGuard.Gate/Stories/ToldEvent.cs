using System.Text.Json;
using MigrationGuard.Gate.Machine;

namespace MigrationGuard.Gate.Stories;

/// <summary>What an entry of the journal says that happened. Members that are missing, or are something else than expected, are null.</summary>
internal readonly struct ToldEvent(JsonElement payload)
{
    private readonly JsonElement _happened = Member(payload, "happened");

    /// <summary>Why was decided what was decided.</summary>
    public string? Why => TextOf(Member(payload, "why"));

    /// <summary>What was seen, in a sentence.</summary>
    public string? Said => Text("why");

    /// <summary>A text of the event.</summary>
    public string? Text(string name) => TextOf(Member(_happened, name));

    /// <summary>The first of some members that is a word, as people write it.</summary>
    public string? Word(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Text(name) is { Length: > 0 } word)
            {
                return Words.Hyphenated(word);
            }
        }

        return null;
    }

    /// <summary>Whether a member is 0.</summary>
    public bool IsEmpty(string name) => Number(Member(_happened, name)) == 0;

    /// <summary>Whether a member is true.</summary>
    public bool IsTrue(string name) => Member(_happened, name).ValueKind == JsonValueKind.True;

    /// <summary>What the new version has of the traffic, where the router was seen; null where it was not, or is on its way.</summary>
    public (int Percent, long? Generation)? NewPercent(string newSlot)
    {
        var sight = Member(_happened, "sight") is { ValueKind: JsonValueKind.Object } seen ? seen : Member(_happened, "router");
        var share = Member(sight, "share") is { ValueKind: JsonValueKind.Object } divided ? divided : sight;
        var generation = Number(Member(sight, "generation"));
        if (Number(Member(share, "percent")) is { } percent and >= 0 and <= 100)
        {
            var toOld = TextOf(Member(share, "to")) is { } slot && !string.Equals(slot, newSlot, StringComparison.Ordinal);
            return ((int)(toOld ? 100 - percent : percent), generation);
        }

        return (TextOf(Member(sight, "where")), TextOf(Member(sight, "side"))) switch
        {
            ("on", "New") => (100, generation),
            ("on", "Old") => (0, generation),
            _ => null,
        };
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? TextOf(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static long? Number(JsonElement element) => element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) ? number : null;
}
