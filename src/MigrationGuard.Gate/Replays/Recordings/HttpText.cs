using System.Globalization;
using System.Text;

namespace MigrationGuard.Gate.Replays.Recordings;

/// <summary>Reads requests as they went over the wire, HTTP/1.0 and 1.1. https://www.rfc-editor.org/rfc/rfc9112</summary>
internal static class HttpText
{
    /// <summary>The request; null with the reason where there is none.</summary>
    public static (RecordedRequest? Request, string Why) Read(ReadOnlyMemory<byte> text)
    {
        var headers = new List<KeyValuePair<string, string>>();
        var at = 0;
        if (Line(text.Span, ref at) is not { } first || first.Split(' ') is not [{ Length: > 0 } method, { Length: > 0 } target, var protocol]
            || !protocol.StartsWith("HTTP/1.", StringComparison.Ordinal) || !method.All(IsToken))
        {
            return (null, "it does not begin with the line of a request of HTTP/1.1");
        }

        while (Line(text.Span, ref at) is { } line)
        {
            if (line.Length == 0)
            {
                return (Whole(new RecordedRequest(method, target) { Headers = headers }, text[at..]), "");
            }

            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1 || !line.AsSpan(0, colon).ToString().All(IsToken))
            {
                return (null, "one of its headers has no name");
            }

            headers.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return (null, "its head has no end");
    }

    private static RecordedRequest Whole(RecordedRequest request, ReadOnlyMemory<byte> body)
    {
        if (request.Values("Transfer-Encoding").Any())
        {
            return Chunks(body) is { } joined ? request with { Body = joined } : request with { Missing = "its chunks are not whole" };
        }

        var said = request.Values("Content-Length").FirstOrDefault();
        return said is null || (int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length == body.Length)
            ? request with { Body = body }
            : request with { Body = body, Missing = string.Create(CultureInfo.InvariantCulture, $"it has {body.Length} bytes of a body of {said}") };
    }

    private static ReadOnlyMemory<byte>? Chunks(ReadOnlyMemory<byte> body)
    {
        using var joined = new MemoryStream();
        var at = 0;
        while (Line(body.Span, ref at) is { } line)
        {
            if (!int.TryParse(line.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0 || length > body.Length - at)
            {
                return null;
            }

            joined.Write(body.Span.Slice(at, length));
            at += length;
            if (length == 0)
            {
                return joined.ToArray();
            }

            if (Line(body.Span, ref at) is not "")
            {
                return null;
            }
        }

        return null;
    }

    // One character for each byte: what stands there goes out again as it came.
    private static string? Line(ReadOnlySpan<byte> text, ref int at)
    {
        var end = text[at..].IndexOf((byte)'\n');
        if (end < 0)
        {
            return null;
        }

        var line = text.Slice(at, end);
        at += end + 1;
        return Encoding.Latin1.GetString(line.EndsWith("\r"u8) ? line[..^1] : line);
    }

    private static bool IsToken(char letter) => char.IsAsciiLetterOrDigit(letter) || "!#$%&'*+-.^_`|~".Contains(letter, StringComparison.Ordinal);
}
