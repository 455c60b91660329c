using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace WebShop.Load;

/// <summary>HTTP/1.1 on one connection that stays open. It repeats nothing: what an HttpClient would quietly send again counts as lost here.</summary>
internal sealed class KeepAliveClient(string host, int port) : IDisposable
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private TcpClient? _connection;
    private int _start;
    private int _end;

    /// <summary>Sends a request and reads its answer.</summary>
    /// <exception cref="IOException">The request was lost, or cancelled.</exception>
    public async Task<Answer> SendAsync(string method, string path, string? body, CancellationToken cancellation)
    {
        try
        {
            var stream = await ConnectAsync(cancellation);
            var text = body ?? "";
            var request = $"{method} {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(text)}\r\n\r\n{text}";
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), cancellation);
            return await ReadAsync(stream, cancellation);
        }
        catch (Exception exception) when (exception is SocketException or IOException or FormatException or OperationCanceledException)
        {
            Close();
            throw exception as IOException ?? new IOException(exception.Message, exception);
        }
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => Close();

    private async Task<NetworkStream> ConnectAsync(CancellationToken cancellation)
    {
        if (_connection is null)
        {
            var connection = new TcpClient { NoDelay = true };
            await connection.ConnectAsync(host, port, cancellation);
            (_connection, _start, _end) = (connection, 0, 0);
        }

        return _connection.GetStream();
    }

    private async Task<Answer> ReadAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var status = int.Parse((await LineAsync(stream, cancellation)).Split(' ')[1], CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await LineAsync(stream, cancellation) is { Length: > 0 } header)
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            headers[header[..colon]] = header[(colon + 1)..].Trim();
        }

        var body = await BodyAsync(stream, headers, status, cancellation);
        if (headers.TryGetValue("Connection", out var connection) && connection.Equals("close", StringComparison.OrdinalIgnoreCase))
        {
            Close();
        }

        return new Answer(status, headers.GetValueOrDefault("X-Release", "?"), headers.GetValueOrDefault("X-Sql-State"), body);
    }

    private async Task<string> BodyAsync(NetworkStream stream, Dictionary<string, string> headers, int status, CancellationToken cancellation)
    {
        if (headers.GetValueOrDefault("Transfer-Encoding") != "chunked")
        {
            var length = headers.TryGetValue("Content-Length", out var given) ? int.Parse(given, CultureInfo.InvariantCulture) : 0;
            return status is 204 or 304 ? "" : await TextAsync(stream, length, cancellation);
        }

        var body = new StringBuilder();
        while (int.Parse(await LineAsync(stream, cancellation), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var size)
        {
            body.Append(await TextAsync(stream, size, cancellation));
            await LineAsync(stream, cancellation);
        }

        await LineAsync(stream, cancellation);
        return body.ToString();
    }

    private async Task<string> LineAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        while (true)
        {
            var next = await ByteAsync(stream, cancellation);
            if (next == '\n')
            {
                return line.ToString();
            }

            if (next != '\r')
            {
                line.Append((char)next);
            }
        }
    }

    private async Task<string> TextAsync(NetworkStream stream, int length, CancellationToken cancellation)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            bytes[i] = await ByteAsync(stream, cancellation);
        }

        return Encoding.UTF8.GetString(bytes);
    }

    private ValueTask<byte> ByteAsync(NetworkStream stream, CancellationToken cancellation) =>
        _start < _end ? ValueTask.FromResult(_buffer[_start++]) : FillAsync(stream, cancellation);

    private async ValueTask<byte> FillAsync(NetworkStream stream, CancellationToken cancellation)
    {
        (_start, _end) = (0, await stream.ReadAsync(_buffer, cancellation));
        return _end > 0 ? _buffer[_start++] : throw new IOException("The connection was closed.");
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
