using System.Text.Json;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>An error in the server's log. https://www.postgresql.org/docs/current/runtime-config-logging.html#RUNTIME-CONFIG-LOGGING-JSONLOG</summary>
internal sealed record LogLine(string At, string? User, string? Application, string State, string Message)
{
    /// <summary>The statement; null where log_min_error_statement leaves it out.</summary>
    public string? Statement { get; init; }

    /// <summary>In which function it happened; null outside of one.</summary>
    public string? Context { get; init; }

    /// <summary>The session and the number of the line in it, which are no other line's.</summary>
    public string Key { get; init; } = "";

    /// <summary>An error of a line of a database; null for anything else, and for what is no line of this format.</summary>
    public static LogLine? Read(ReadOnlySpan<byte> line, string database)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            using var document = JsonDocument.ParseValue(ref reader);
            var entry = document.RootElement;
            return Text(entry, "dbname") == database && Text(entry, "state_code") is { } state && Text(entry, "message") is { } message
                ? new LogLine(Text(entry, "timestamp") ?? "", Text(entry, "user"), Text(entry, "application_name"), state, message)
                {
                    Statement = Text(entry, "statement"),
                    Context = Text(entry, "context"),
                    Key = $"{Text(entry, "session_id")}/{(entry.TryGetProperty("line_num", out var number) ? number.ToString() : "")}",
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
