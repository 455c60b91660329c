using System.Text;
using System.Text.Json;

namespace MigrationGuard.Gate.Replays.Recordings;

/// <summary>Reads the archive of a browser. http://www.softwareishard.com/blog/har-12-spec/</summary>
internal static class HarRecording
{
    private const int Longest = 256 << 20;

    /// <summary>Everything that stands there; an archive that cannot be read to its end has nothing.</summary>
    public static IEnumerable<RecordingItem> Read(string file, Stream stream)
    {
        try
        {
            using var text = new MemoryStream();
            Copy(stream, text);
            using var archive = JsonDocument.Parse(text.GetBuffer().AsMemory(0, (int)text.Length));
            return archive.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("log", out var log) && log.ValueKind == JsonValueKind.Object
                && log.TryGetProperty("entries", out var entries) && entries.ValueKind == JsonValueKind.Array
                ? [.. entries.EnumerateArray().Select((entry, index) => Entry(file, entry, index))]
                : [new RecordingItem.Flaw(file, 0, 0, "is no archive of a browser: log.entries is missing")];
        }
        catch (JsonException failure)
        {
            return [new RecordingItem.Flaw(file, 0, 0, FormattableString.Invariant($"cannot be read, or not to its end: line {failure.LineNumber + 1}, byte {failure.BytePositionInLine}"))];
        }
        catch (InvalidOperationException)
        {
            return [new RecordingItem.Flaw(file, 0, 0, "its texts are not Unicode")];
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return [new RecordingItem.Flaw(file, 0, 0, $"cannot be read: {failure.Message}")];
        }
    }

    private static void Copy(Stream stream, MemoryStream text)
    {
        var part = new byte[1 << 16];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            text.Write(part, 0, read);
            if (text.Length > Longest)
            {
                throw new InvalidDataException("it is longer than 256 MiB");
            }
        }
    }

    private static RecordingItem Entry(string file, JsonElement entry, int index)
    {
        if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("request", out var request) && request.ValueKind == JsonValueKind.Object
            && Text(request, "method") is { Length: > 0 } method && Uri.TryCreate(Text(request, "url"), UriKind.Absolute, out var url))
        {
            var body = request.TryGetProperty("postData", out var data) && data.ValueKind == JsonValueKind.Object ? Text(data, "text") : null;
            return new RecordingItem.Request(new(method, url.PathAndQuery) { Headers = Headers(request), Body = Encoding.UTF8.GetBytes(body ?? "") });
        }

        return new RecordingItem.Unreadable(file, 0, FormattableString.Invariant($"entry {index} has no method and address"));
    }

    // The headers of HTTP/2 that begin with a colon are its line of the request.
    private static List<KeyValuePair<string, string>> Headers(JsonElement request) =>
        !request.TryGetProperty("headers", out var headers) || headers.ValueKind != JsonValueKind.Array ? [] :
        [
            .. from header in headers.EnumerateArray()
               where header.ValueKind == JsonValueKind.Object
               let name = Text(header, "name")
               let value = Text(header, "value")
               where name is { Length: > 0 } && name[0] != ':' && value is not null
               select new KeyValuePair<string, string>(name, value),
        ];

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
