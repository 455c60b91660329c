using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MigrationGuard.Gate.Tests.Routing.HaProxy;

/// <summary>Something that listens where an admin socket should be, and answers every command in the same words; null says nothing at all.</summary>
internal sealed class FakeAdmin : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public FakeAdmin(string? answer)
    {
        _listener.Start();
        _serving = ServeAsync(answer);
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync(string? answer)
    {
        var silent = new List<TcpClient>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                _ = await stream.ReadAsync(new byte[1024]);
                if (answer is null)
                {
                    silent.Add(client);
                    continue;
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                client.Dispose();
            }
        }
        catch (Exception end) when (end is SocketException or InvalidOperationException)
        {
            silent.ForEach(client => client.Dispose());
        }
    }
}
