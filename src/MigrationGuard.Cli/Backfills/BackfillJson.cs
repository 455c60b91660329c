using System.Text.Json;
using MigrationGuard.Backfills;
using MigrationGuard.Cli.Reports;

namespace MigrationGuard.Cli.Backfills;

/// <summary>Where backfills are, for programs.</summary>
internal static class BackfillJson
{
    /// <summary>Writes a list of them.</summary>
    public static void Write(TextWriter output, IReadOnlyList<BackfillStatus> statuses) => JsonText.Write(output, json =>
    {
        json.WriteStartArray();
        foreach (var status in statuses)
        {
            Write(json, status);
        }

        json.WriteEndArray();
    });

    /// <summary>Writes one, or null.</summary>
    public static void Write(Utf8JsonWriter json, BackfillStatus? status)
    {
        if (status is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("name", status.Name);
        json.WriteString("state", BackfillWords.Of(status));
        json.WriteString("why", status.Why);
        json.WriteString("sql", status.Sql);
        json.WriteNumber("rows", status.Rows);
        json.WriteNumber("share", Math.Round(status.Share, 4));
        json.WriteNumber("rowsPerSecond", Math.Round(status.Rate, 1));
        json.WritePropertyName("remainingSeconds");
        JsonSerializer.Serialize(json, status.Remaining is { } remaining ? Math.Round(remaining.TotalSeconds, 1) : (double?)null);
        json.WriteNumber("pass", status.Pass);
        json.WriteNumber("batch", status.Size);
        json.WriteString("last", status.Last);
        json.WriteString("holder", status.Holder);
        json.WriteNumber("token", status.Token);
        json.WritePropertyName("pid");
        JsonSerializer.Serialize(json, status.Runner?.ProcessId);
        json.WriteString("startedAt", status.StartedAt.ToUniversalTime());
        json.WriteString("updatedAt", status.UpdatedAt.ToUniversalTime());
        json.WriteStartArray("skipped");
        foreach (var row in status.Skipped)
        {
            json.WriteStartObject();
            json.WriteString("row", row.Row);
            json.WriteString("why", row.Why);
            json.WriteString("sqlState", row.SqlState);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
