using System.Text;
using System.Text.Json;

namespace MigrationGuard.Gate.Replays.Recordings;

/// <summary>
/// Reads requests that stand as one JSON object in each line: <c>{"method":"GET","path":"/orders?id=1","headers":{"Accept":"text/html"},"body":"…"}</c>; a body that is no
/// text stands in <c>bodyBase64</c>, a header with several values is an array.
/// </summary>
internal static class JsonLinesRecording
{
    /// <summary>What stands between two requests.</summary>
    public static readonly byte[] Separator = "\n"u8.ToArray();

    /// <summary>The item of a line; null where it is no JSON.</summary>
    public static RecordingItem? Read(string file, Block block)
    {
        try
        {
            using var line = JsonDocument.Parse(block.Bytes);
            return Request(line.RootElement) is { } request ? new RecordingItem.Request(request)
                : new RecordingItem.Unreadable(file, block.Offset, "it is no object with method, path, headers and body");
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // Its texts are looked at when they are asked for: bytes that are no UTF-8, and escapes of half a character.
            return new RecordingItem.Unreadable(file, block.Offset, "its texts are not Unicode");
        }
    }

    private static RecordedRequest? Request(JsonElement line)
    {
        if (line.ValueKind != JsonValueKind.Object || Text(line, "method") is not { Length: > 0 } method || Text(line, "path") is not { Length: > 0 } path
            || Headers(line) is not { } headers || Body(line) is not { } body)
        {
            return null;
        }

        return new RecordedRequest(method, path) { Headers = headers, Body = body };
    }

    private static List<KeyValuePair<string, string>>? Headers(JsonElement line)
    {
        if (!line.TryGetProperty("headers", out var headers))
        {
            return [];
        }

        var list = new List<KeyValuePair<string, string>>();
        foreach (var header in headers.ValueKind == JsonValueKind.Object ? headers.EnumerateObject().ToList() : [])
        {
            foreach (var value in header.Value.ValueKind == JsonValueKind.Array ? header.Value.EnumerateArray().ToList() : [header.Value])
            {
                if (Text(value) is not { } text)
                {
                    return null;
                }

                list.Add(new(header.Name, text));
            }
        }

        return headers.ValueKind == JsonValueKind.Object ? list : null;
    }

    private static ReadOnlyMemory<byte>? Body(JsonElement line)
    {
        if (line.TryGetProperty("bodyBase64", out var encoded))
        {
            return encoded.ValueKind == JsonValueKind.String && encoded.TryGetBytesFromBase64(out var bytes) ? bytes : null;
        }

        return !line.TryGetProperty("body", out var body) ? ReadOnlyMemory<byte>.Empty : Text(body) is { } text ? Encoding.UTF8.GetBytes(text) : null;
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out var value) ? Text(value) : null;

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
