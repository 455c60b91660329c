using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace MigrationGuard.TestKit.Http;

/// <summary>
/// Clients that send one request after the other on connections that stay open, every second one a POST. They repeat nothing: whatever is not answered with
/// success is lost. Only a connection that the server said it would close is opened again without loss.
/// </summary>
public sealed class KeepAliveLoad : IAsyncDisposable
{
    private static readonly byte[] Get = Encoding.ASCII.GetBytes("GET /load HTTP/1.1\r\nHost: localhost\r\n\r\n");
    private static readonly byte[] Post = Encoding.ASCII.GetBytes("POST /load HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}");

    private readonly Uri _address;
    private readonly TimeSpan _pause;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<LoadAnswer> _answers = [];
    private readonly Task _clients;

    /// <summary>Starts clients.</summary>
    /// <param name="address">The front door.</param>
    /// <param name="clients">How many.</param>
    /// <param name="pause">Between an answer and the next request of a client.</param>
    /// <param name="time">The clock of the timestamps.</param>
    public KeepAliveLoad(Uri address, int clients, TimeSpan pause, TimeProvider time)
    {
        (_address, _pause, _time) = (address, pause, time);
        _clients = Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(ClientAsync)));
    }

    /// <summary>What was answered until now.</summary>
    public LoadAnswer[] Answers
    {
        get
        {
            lock (_answers)
            {
                return [.. _answers];
            }
        }
    }

    /// <summary>Ends the clients after the answers that they wait for.</summary>
    public async Task<LoadAnswer[]> EndAsync()
    {
        await _stop.CancelAsync();
        await _clients;
        return Answers;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _stop.Dispose();
    }

    private async Task ClientAsync()
    {
        for (var number = 0; !_stop.IsCancellationRequested;)
        {
            var sent = _time.GetTimestamp();
            try
            {
                using var client = new TcpClient { NoDelay = true };
                await client.ConnectAsync(_address.Host, _address.Port);
                await using var stream = client.GetStream();
                var reader = new LineReader(stream);
                for (var open = true; open && !_stop.IsCancellationRequested; number++)
                {
                    sent = _time.GetTimestamp();
                    open = await AskAsync(stream, reader, number % 2 == 0 ? Get : Post, sent);
                    await Task.Delay(_pause, _time);
                }
            }
            catch (Exception failure) when (failure is IOException or SocketException)
            {
                Add(new LoadAnswer(sent, _time.GetTimestamp(), null, failure.Message));
                await Task.Delay(TimeSpan.FromMilliseconds(5), _time);
            }
        }
    }

    private async Task<bool> AskAsync(NetworkStream stream, LineReader reader, byte[] request, long sent)
    {
        await stream.WriteAsync(request);
        var (first, headers) = await reader.HeadAsync(CancellationToken.None) ?? throw new IOException("the connection was closed instead of an answer");
        await reader.BodyAsync(headers, CancellationToken.None);
        var status = int.Parse(first.Split(' ')[1], CultureInfo.InvariantCulture);
        Add(new LoadAnswer(sent, _time.GetTimestamp(), headers.GetValueOrDefault("X-Release"), status is >= 200 and < 300 ? null : first));
        return !string.Equals(headers.GetValueOrDefault("Connection"), "close", StringComparison.OrdinalIgnoreCase);
    }

    private void Add(LoadAnswer answer)
    {
        lock (_answers)
        {
            _answers.Add(answer);
        }
    }
}
