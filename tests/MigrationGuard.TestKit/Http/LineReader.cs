using System.Globalization;
using System.Text;

namespace MigrationGuard.TestKit.Http;

/// <summary>Reads the messages of HTTP/1.1 that tests send: heads of lines, bodies with Content-Length.</summary>
internal sealed class LineReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[8192];
    private int _start;
    private int _end;

    /// <summary>The first line and the headers; null when the connection was closed before the first byte.</summary>
    /// <exception cref="IOException">It was closed in the middle.</exception>
    public async Task<(string First, Dictionary<string, string> Headers)?> HeadAsync(CancellationToken cancellation)
    {
        if (_start == _end && !await FillAsync(cancellation))
        {
            return null;
        }

        var first = await LineAsync(cancellation);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var line = await LineAsync(cancellation); line.Length > 0; line = await LineAsync(cancellation))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        return (first, headers);
    }

    /// <summary>The body that the headers announce.</summary>
    public async Task<string> BodyAsync(Dictionary<string, string> headers, CancellationToken cancellation)
    {
        var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
        for (var index = 0; index < body.Length; index++)
        {
            body[index] = await ByteAsync(cancellation);
        }

        return Encoding.UTF8.GetString(body);
    }

    private async Task<string> LineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        for (var next = await ByteAsync(cancellation); next != '\n'; next = await ByteAsync(cancellation))
        {
            line.Append((char)next);
        }

        return line.ToString().TrimEnd('\r');
    }

    private async ValueTask<byte> ByteAsync(CancellationToken cancellation) =>
        _start < _end || await FillAsync(cancellation) ? _buffer[_start++] : throw new IOException("the connection was closed in the middle of a message");

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        _start = 0;
        _end = await stream.ReadAsync(_buffer, cancellation);
        return _end > 0;
    }
}
