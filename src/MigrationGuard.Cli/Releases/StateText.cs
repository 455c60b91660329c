using System.Globalization;
using System.Text.Json;
using MigrationGuard.Cli.Reports;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Releases;

/// <summary>Writes <c>migrationguard.state.json</c> of the form docs/schemas/state.schema.json. What is the same is written the same.</summary>
internal static class StateText
{
    private const string Schema = "https://raw.githubusercontent.com/migrationguard/migrationguard/main/docs/schemas/state.schema.json";

    /// <summary>Writes it.</summary>
    public static void Write(StateSnapshot state, TextWriter output) => JsonText.Write(output, json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        WriteTime(json, "exportedAt", state.At);
        json.WriteString("fingerprint", state.Fingerprint);
        WriteText(json, "lastReleased", state.LastReleased);
        if (state.Window is { } window)
        {
            json.WriteStartObject("window");
            json.WriteString("version", window.Version);
            WriteTime(json, "until", window.Until);
            json.WriteEndObject();
        }

        WritePending(json, state);
        json.WriteStartArray("live");
        foreach (var (live, label) in state.Live.Zip(LiveUses.LabelsOf(state.Live)))
        {
            WriteVersion(json, live, label);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WritePending(Utf8JsonWriter json, StateSnapshot state)
    {
        json.WriteStartArray("contractPending");
        foreach (var pending in state.ContractPending)
        {
            json.WriteStartObject();
            json.WriteString("object", pending.Object);
            WriteTime(json, "since", pending.Since);
            WriteText(json, "release", pending.Release);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVersion(Utf8JsonWriter json, LiveUses live, string label)
    {
        json.WriteStartObject();
        json.WriteString("version", label);
        if (live.Version.Statements > 0)
        {
            json.WriteNumber("unknownStatements", live.Version.Unproved);
            json.WriteStartArray("uses");
            foreach (var table in live.Uses.GroupBy(use => use.Table, StringComparer.Ordinal))
            {
                WriteTable(json, table);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, IGrouping<string, TableUse> table)
    {
        json.WriteStartObject();
        json.WriteString("table", table.Key);
        WriteCount(json, table.First(use => use.Column is null));
        json.WriteStartArray("columns");
        foreach (var use in table.Where(use => use.Column is not null))
        {
            json.WriteStartObject();
            json.WriteString("column", use.Column);
            WriteCount(json, use);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, TableUse use)
    {
        json.WriteNumber("statements", use.Statements);
        WriteText(json, "place", use.First?.ToString());
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time)
        => WriteText(json, name, time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
}
