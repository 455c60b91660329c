using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MigrationGuard.TestKit.Http;

/// <summary>A web server on loopback that keeps connections open, as small as tests need it.</summary>
public sealed class SmallServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<SmallRequest, CancellationToken, Task<SmallResponse>> _answer;
    private readonly Task _accepting;

    /// <summary>Starts it.</summary>
    /// <param name="answer">What it answers.</param>
    /// <param name="port">Where it listens; 0 for any free port.</param>
    public SmallServer(Func<SmallRequest, CancellationToken, Task<SmallResponse>> answer, int port = 0)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Its root.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));

    /// <summary>A server of a version, which every answer names.</summary>
    public static SmallServer OfRelease(string release) => new((_, _) => Task.FromResult(Named(release)));

    /// <summary>An answer that names a version.</summary>
    public static SmallResponse Named(string release) => new(200, release) { Headers = new Dictionary<string, string> { ["X-Release"] = release } };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_accepting.IsCompleted)
        {
            await _stop.CancelAsync();
            _listener.Stop();
            await _accepting;
            _stop.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                serving.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await using var stream = client.GetStream();
                var reader = new LineReader(stream);
                while (await reader.HeadAsync(_stop.Token) is var (first, headers))
                {
                    var words = first.Split(' ');
                    var request = new SmallRequest(words[0], words[1], headers, await reader.BodyAsync(headers, _stop.Token));
                    await stream.WriteAsync(Bytes(await _answer(request, _stop.Token)), _stop.Token);
                }
            }
            catch (Exception end) when (end is IOException or OperationCanceledException)
            {
                // The client is gone, or the server ends.
            }
        }
    }

    private static byte[] Bytes(SmallResponse response)
    {
        var head = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} Answer\r\nContent-Length: {Encoding.UTF8.GetByteCount(response.Body)}\r\n");
        foreach (var (name, value) in response.Headers)
        {
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.UTF8.GetBytes(head.Append("\r\n").Append(response.Body).ToString());
    }
}
