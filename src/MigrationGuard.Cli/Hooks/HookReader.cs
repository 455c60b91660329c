using System.Globalization;
using System.Text;

namespace MigrationGuard.Cli.Hooks;

/// <summary>Reads one request of HTTP/1.1, of a bounded size.</summary>
internal sealed class HookReader(Stream stream)
{
    private const int LongestHead = 16 * 1024;
    private const int LongestBody = 64 * 1024;

    private readonly byte[] _head = new byte[LongestHead];

    /// <summary>The request, or why there is none.</summary>
    public async Task<(HookRequest? Request, HookResponse? Refusal)> ReadAsync(CancellationToken cancellation)
    {
        var (filled, end) = (0, -1);
        while (end < 0)
        {
            if (filled == LongestHead)
            {
                return (null, HookResponse.Refused(431, "the head of the request is longer than 16 KB"));
            }

            var read = await stream.ReadAsync(_head.AsMemory(filled), cancellation);
            if (read == 0)
            {
                return (null, null);
            }

            filled += read;
            end = _head.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }

        var lines = Encoding.Latin1.GetString(_head, 0, end).Split("\r\n");
        if (lines[0].Split(' ') is not [var method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"] || Headers(lines) is not { } headers)
        {
            return (null, HookResponse.Refused(400, "this is no request of HTTP/1.1"));
        }

        return Length(headers) switch
        {
            null => (null, HookResponse.Refused(411, "a body needs its length (Content-Length)")),
            > LongestBody => (null, HookResponse.Refused(413, "the body is longer than 64 KB")),
            var length => (new(method, target, headers, await BodyAsync((end + 4, filled), (int)length, cancellation)), null),
        };
    }

    // A name that comes twice could mean one thing here and another one to a proxy.
    private static Dictionary<string, string>? Headers(string[] lines)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || line[..colon].Any(char.IsWhiteSpace) || (!headers.TryAdd(line[..colon], line[(colon + 1)..].Trim()) && line[..colon].ToUpperInvariant() is "CONTENT-LENGTH" or "X-MIGRATIONGUARD-TOKEN" or "AUTHORIZATION"))
            {
                return null;
            }
        }

        return headers;
    }

    private static long? Length(Dictionary<string, string> headers) => headers.ContainsKey("Transfer-Encoding") ? null
        : !headers.TryGetValue("Content-Length", out var text) ? 0
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : null;

    private async Task<string> BodyAsync((int Start, int End) buffered, int length, CancellationToken cancellation)
    {
        var body = new byte[length];
        var here = Math.Min(length, buffered.End - buffered.Start);
        _head.AsSpan(buffered.Start, here).CopyTo(body);
        await stream.ReadExactlyAsync(body.AsMemory(here), cancellation);
        return Encoding.UTF8.GetString(body);
    }
}
