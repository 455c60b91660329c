using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MigrationGuard.Collections;

namespace MigrationGuard.Manifests;

/// <summary>Writes a manifest; the same manifest always gives the same bytes.</summary>
/// <param name="json">Where to.</param>
internal sealed class ManifestWriter(Utf8JsonWriter json)
{
    private const int FlushAt = 1 << 16;

    // UnsafeRelaxed: SQL is read by people; the file is never put into HTML.
    public static JsonWriterOptions Options { get; } = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes it.</summary>
    public void Write(StatementManifest manifest)
    {
        json.WriteStartObject();
        json.WriteNumber("version", 1);
        json.WriteString("service", manifest.Service);
        json.WriteString("label", manifest.Label);
        json.WriteString("digest", manifest.Digest);
        json.WriteString("role", manifest.Role);
        json.WriteString("search_path", manifest.SearchPath);
        json.WriteStartObject("settings");
        foreach (var (name, value) in manifest.Settings)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteStartArray("statements");
        foreach (var statement in manifest.Statements)
        {
            Write(statement);
            if (json.BytesPending > FlushAt)
            {
                json.Flush();
            }
        }

        json.WriteEndArray();
        if (manifest.Recording is { } recording)
        {
            Write(recording);
        }

        if (manifest.Footprint is { } footprint)
        {
            json.WritePropertyName("footprint");
            json.WriteRawValue(footprint);
        }

        json.WriteEndObject();
    }

    private void Write(ManifestStatement statement)
    {
        json.WriteStartObject();
        json.WriteString("id", statement.Id);
        json.WriteString("text", statement.Text);
        json.WriteString("canonical", statement.Canonical);
        json.WriteStartArray("parameters");
        foreach (var parameter in statement.Parameters)
        {
            WriteNamed(parameter.Name, parameter.Type);
        }

        json.WriteEndArray();
        WriteWhenSet("role", statement.Role);
        WriteWhenSet("search_path", statement.SearchPath);
        if (statement.Result is { } result)
        {
            json.WriteStartArray("result");
            foreach (var column in result)
            {
                WriteNamed(column.Name, column.Type);
            }

            json.WriteEndArray();
        }

        WriteOrigins(statement.Origins);
        if (statement.Calls is { } calls)
        {
            json.WriteNumber("calls", calls);
        }

        if (statement.LastSeen is { } seen)
        {
            WriteTime("lastSeen", seen);
        }

        json.WriteEndObject();
    }

    private void Write(ManifestRecording recording)
    {
        json.WriteStartObject("recording");
        WriteTime("first", recording.First);
        WriteTime("last", recording.Last);
        json.WriteNumber("processes", recording.Processes);
        json.WriteNumber("commands", recording.Commands);
        json.WriteStartArray("missed");
        foreach (var miss in recording.Missed)
        {
            json.WriteStartObject();
            json.WriteString("reason", miss.Reason);
            json.WriteNumber("count", miss.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteTime(string name, DateTimeOffset time) => json.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    private void WriteOrigins(EquatableList<StatementOrigin> origins)
    {
        json.WriteStartArray("from");
        foreach (var origin in origins)
        {
            json.WriteStartObject();
            json.WriteString("file", origin.File);
            if (origin.Line is { } line)
            {
                json.WriteNumber("line", line);
            }

            WriteWhenSet("member", origin.Member);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteNamed(string? name, string type)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("type", type);
        json.WriteEndObject();
    }

    private void WriteWhenSet(string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }
}
