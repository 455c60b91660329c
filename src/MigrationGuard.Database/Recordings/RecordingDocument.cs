using System.Text.Json.Serialization;
using MigrationGuard.Manifests;

namespace MigrationGuard.Recordings;

/// <summary>A recording as it is written.</summary>
internal sealed record RecordingDocument(
    [property: JsonPropertyName("recording")] int Version, DateTimeOffset First, DateTimeOffset Last, int Processes, long Commands, SessionDocument[] Sessions, StatementDocument[] Statements, RecordingMiss[] Misses);

/// <summary>A kind of session.</summary>
internal sealed record SessionDocument(string Database, string Role, string? SearchPath, Dictionary<string, string> Settings);

/// <summary>A statement; its session is an index.</summary>
internal sealed record StatementDocument(string Text, ManifestParameter[] Parameters, int? Session, ManifestResultColumn[]? Result, StatementOrigin? From, long Calls, DateTimeOffset LastSeen);

/// <summary>Writes and reads them without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(RecordingDocument))]
internal sealed partial class RecordingJson : JsonSerializerContext;
