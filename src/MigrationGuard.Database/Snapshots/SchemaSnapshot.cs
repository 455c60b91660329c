using System.Text.Json;

namespace MigrationGuard.Snapshots;

/// <summary>What a database looked like at one time: its objects, of its users' schemas, without those of MigrationGuard.</summary>
public sealed class SchemaSnapshot
{
    private readonly Dictionary<(string Kind, string Identity), SchemaObject> _byName;

    /// <summary>A snapshot of the objects, in any order.</summary>
    /// <exception cref="ArgumentException">Two objects have the same kind and name.</exception>
    public SchemaSnapshot(IEnumerable<SchemaObject> objects)
    {
        Objects = [.. objects.OrderBy(found => found.Kind, StringComparer.Ordinal).ThenBy(found => found.Identity, StringComparer.Ordinal)];
        _byName = Objects.ToDictionary(found => (found.Kind, found.Identity));
        Fingerprint = Fingerprint.Of(Objects);
    }

    /// <summary>The objects by kind and name.</summary>
    public IReadOnlyList<SchemaObject> Objects { get; }

    /// <summary>The digest of all of them.</summary>
    public Fingerprint Fingerprint { get; }

    /// <summary>The object of that name; null where there is none.</summary>
    public SchemaObject? Find(string kind, string identity) => _byName.GetValueOrDefault((kind, identity));

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static SchemaSnapshot Parse(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return new SchemaSnapshot([.. document.RootElement.EnumerateArray().Select(Read)]);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException("This is no snapshot of a schema: " + exception.Message, exception);
        }
    }

    /// <summary>All objects as JSON: a list of <c>{ "kind", "identity", "facts" }</c>, equal for equal snapshots.</summary>
    public string ToJson() => "[\n" + string.Join(",\n", Objects.Select(Write)) + "\n]\n";

    private static SchemaObject Read(JsonElement item) =>
        new(Text(item, "kind"), Text(item, "identity"), item.GetProperty("facts"));

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString() ?? throw new JsonException($"{name} is null");

    private static string Write(SchemaObject found) =>
        $$"""{"kind":{{JsonSerializer.Serialize(found.Kind)}},"identity":{{JsonSerializer.Serialize(found.Identity)}},"facts":{{found.CanonicalFacts}}}""";
}
