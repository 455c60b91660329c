using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>States, events and commands as JSON.</summary>
public static class ReleaseJson
{
    // A database may store the members of an object in another order.
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>A state as an object with the member <c>state</c>.</summary>
    public static JsonElement Write(ReleaseState state) => JsonSerializer.SerializeToElement(state, Options);

    /// <summary>The state that <see cref="Write(ReleaseState)"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static ReleaseState ReadState(JsonElement element) => element.Deserialize<ReleaseState>(Options) ?? throw new JsonException("A state is an object.");

    /// <summary>The state that an entry leads to; null when it leads to none.</summary>
    /// <exception cref="JsonException">It cannot be read.</exception>
    public static ReleaseState? StateOf(JsonElement payload) => payload.ValueKind == JsonValueKind.Object && payload.TryGetProperty("state", out var state) ? ReadState(state) : null;

    /// <summary>The state of a release after its journal; a draft before the first entry. What happened without the ledger counts from when it was adopted.</summary>
    /// <exception cref="JsonException">An entry cannot be read.</exception>
    public static ReleaseState StateAfter(IReadOnlyList<JournalEntry> journal)
    {
        for (var i = journal.Count - 1; i >= 0; i--)
        {
            if (journal[i].Token != 0 && StateOf(journal[i].Payload) is { } state)
            {
                return state;
            }
        }

        return new ReleaseState.Draft();
    }

    internal static JsonElement Intent(ReleaseCommand command) => JsonSerializer.SerializeToElement(new JsonObject { ["command"] = JsonSerializer.SerializeToNode<object>(command, Options) }, Options);

    internal static JsonElement Decided(ReleaseEvent happened, Decision decision)
    {
        var payload = new JsonObject
        {
            ["happened"] = JsonSerializer.SerializeToNode<object>(happened, Options),
            ["state"] = JsonSerializer.SerializeToNode(decision.State, Options),
            ["why"] = decision.Why,
        };
        return JsonSerializer.SerializeToElement(payload, Options);
    }

    internal static JsonElement Nothing { get; } = JsonSerializer.SerializeToElement(new JsonObject(), Options);
}
