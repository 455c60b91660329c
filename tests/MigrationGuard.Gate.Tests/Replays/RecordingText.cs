using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MigrationGuard.Gate.Replays.Recordings;

namespace MigrationGuard.Gate.Tests.Replays;

/// <summary>Writes recordings.</summary>
internal static class RecordingText
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "DELETE", "PURGE"];

    private static readonly string[] Names = ["Accept", "X-Request-Id", "Cookie", "If-None-Match"];

    /// <summary>Requests with headers and bodies of any bytes but the separator of GoReplay.</summary>
    public static Gen<RecordedRequest> Requests { get; } =
        from method in Gen.Elements(Methods)
        from target in Text("/abc?=&%é 1", 12).Select(text => "/" + text.Replace(" ", "+", StringComparison.Ordinal))
        from headers in Header.ListOf(4)
        from body in Gen.Elements<byte>(0, 10, 13, 65, 0xF0, 0xFF).ArrayOf().Resize(20)
        select new RecordedRequest(method, target)
        {
            Headers = [.. headers, new("Content-Length", body.Length.ToString(CultureInfo.InvariantCulture))],
            Body = body,
        };

    private static Gen<KeyValuePair<string, string>> Header => from name in Gen.Elements(Names) from value in Text("a:b= é\"", 8) select KeyValuePair.Create(name, value.Trim());

    public static byte[] GoReplay(IEnumerable<RecordedRequest> requests) => Joined(requests.Select(GoReplay));

    public static byte[] GoReplay(RecordedRequest request)
    {
        var head = new StringBuilder($"1 f45590522cd1838b4a0d5c5aab80b77929dea3b3 1392348972648732600 0\n{request.Method} {request.Target} HTTP/1.1\r\n");
        foreach (var (name, value) in request.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()), .. request.Body.Span, .. GoReplayRecording.Separator];
    }

    public static byte[] JsonLines(IEnumerable<RecordedRequest> requests) => Joined(requests.Select(request => JsonSerializer.SerializeToUtf8Bytes(new
    {
        method = request.Method,
        path = request.Target,
        headers = request.Headers.GroupBy(header => header.Key).ToDictionary(same => same.Key, same => same.Select(header => header.Value).ToArray()),
        bodyBase64 = Convert.ToBase64String(request.Body.Span),
    }).Append((byte)'\n').ToArray()));

    public static byte[] Packed(byte[] text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return packed.ToArray();
    }

    public static List<RecordingItem> Read(string file, byte[] text)
    {
        using var stream = new MemoryStream(text);
        return [.. RecordingReader.Read(file, stream)];
    }

    /// <summary>Everything of a request as one text, the headers by their names.</summary>
    public static string Shown(RecordedRequest request) =>
        $"{request.Method} {request.Target} {string.Join(", ", request.Headers.OrderBy(header => header.Key, StringComparer.Ordinal))} {Convert.ToHexString(request.Body.Span)} {request.Missing}";

    private static byte[] Joined(IEnumerable<byte[]> parts) => [.. parts.SelectMany(part => part)];

    private static Gen<string> Text(string letters, int longest) => Gen.Elements(letters.ToCharArray()).ArrayOf().Resize(longest).Select(chosen => new string(chosen));
}
