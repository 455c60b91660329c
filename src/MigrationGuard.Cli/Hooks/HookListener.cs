using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MigrationGuard.Cli.Hooks;

/// <summary>Listens for requests; every connection is for one.</summary>
internal sealed class HookListener : IDisposable
{
    private const int MostConnections = 64;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener;
    private readonly HookService _service;
    private readonly SemaphoreSlim _connections = new(MostConnections);

    /// <summary>Begins to listen.</summary>
    /// <exception cref="SocketException">That is not possible there.</exception>
    public HookListener(IPEndPoint place, HookService service)
    {
        (_listener, _service) = (new TcpListener(place), service);
        _listener.Start();
    }

    /// <summary>Where.</summary>
    public IPEndPoint Place => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Answers until it is cancelled; requests under way are answered still.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(cancellation);
                await _connections.WaitAsync(CancellationToken.None);
                _ = ServeAsync(client).ContinueWith(_ => _connections.Release(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException)
        {
            _listener.Stop();
            for (var place = 0; place < MostConnections; place++)
            {
                _ = await _connections.WaitAsync(_service.Limit, CancellationToken.None);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _listener.Dispose();
        _connections.Dispose();
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            using var limit = new CancellationTokenSource(Patience);
            try
            {
                await using var stream = client.GetStream();
                var (request, refusal) = await new HookReader(stream).ReadAsync(limit.Token);
                if (request is null && refusal is null)
                {
                    return;
                }

                var response = refusal ?? await _service.AnswerAsync(request!, CancellationToken.None);
                using var sending = new CancellationTokenSource(Patience);
                await stream.WriteAsync(Bytes(response), sending.Token);
            }
            catch (Exception end) when (end is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The client is gone, or too slow: it has no answer, which no product takes for a yes.
            }
        }
    }

    private static byte[] Bytes(HookResponse response)
    {
        var body = Encoding.UTF8.GetBytes(response.Body.ToJsonString() + "\n");
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {response.Status} {(HttpStatusCode)response.Status}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
