using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MigrationGuard.Cli.Plans;

/// <summary>What a folder with a plan says of its scripts: <c>plan.json</c>.</summary>
internal sealed record PlanManifest
{
    /// <summary>The file.</summary>
    public const string FileName = "plan.json";

    /// <summary>The schema that it was made for, object by object.</summary>
    public const string SchemaFileName = "schema.json";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The version of the form.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The name under which a database records what was done of it; the same plan has the same.</summary>
    public required string Id { get; init; }

    /// <summary>The server that it was made for.</summary>
    public required string Server { get; init; }

    /// <summary>The oldest version of PostgreSQL that has all that the scripts say; null where they are for another server.</summary>
    public int? PostgreSql { get; init; }

    /// <summary>The fingerprint of the schema that it was made for; null where nobody looked.</summary>
    public string? Schema { get; init; }

    /// <summary>The scripts in the order in which they run.</summary>
    public required IReadOnlyList<PlannedScript> Scripts { get; init; }

    /// <summary>What is left to its runner, a sentence each.</summary>
    public IReadOnlyList<string>? Left { get; init; }

    /// <summary>The text of the file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Options) + "\n";

    /// <summary>Reads the text of the file.</summary>
    /// <exception cref="JsonException">It is not of this form.</exception>
    public static PlanManifest Parse(string json) => JsonSerializer.Deserialize<PlanManifest>(json, Options) is { FormatVersion: 1 } manifest ? manifest
        : throw new JsonException("it is of another version of the tool");
}
