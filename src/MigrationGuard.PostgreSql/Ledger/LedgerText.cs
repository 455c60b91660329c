using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Postgres.Ledger;

/// <summary>What the ledger stores as JSON.</summary>
internal static partial class LedgerText
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>JSON that PostgreSQL can store: a character that it has not, U+0000, is replaced.</summary>
    public static string Write<T>(T value) => Zero().Replace(JsonSerializer.Serialize(value, Options), "$1\\ufffd");

    /// <summary>What <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"A {typeof(T).Name} is an object.");

    /// <summary>A release as it was stored, with where it stands now.</summary>
    public static ReleaseRecord Release(string record, string state, string standing) =>
        Read<ReleaseRecord>(record) with { Progress = new(state, Enum.Parse<ReleaseStanding>(standing, ignoreCase: true)) };

    /// <summary>An entry of the journal.</summary>
    public static JournalEntry Entry(long sequence, string release, string details)
    {
        var stored = Read<StoredEntry>(details);
        return new(sequence, release, stored.Kind, stored.Name, stored.Payload, stored.At, stored.Token);
    }

    // An even number of backslashes before it are characters of the text.
    [GeneratedRegex(@"(?<!\\)((?:\\\\)*)\\u0000", RegexOptions.CultureInvariant)]
    private static partial Regex Zero();

    private sealed record StoredEntry(JournalKind Kind, string Name, JsonElement Payload, DateTimeOffset At, long Token);
}
