using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace MigrationGuard.Cli.Tests.Support;

/// <summary>Forwards to a server and cuts the connection in front of a message of the client, or of an answer.</summary>
internal sealed class CuttingProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly bool _answers;
    private int _left;

    public CuttingProxy(string server, int messages, bool answers)
    {
        _server = new NpgsqlConnectionStringBuilder(server);
        (_left, _answers) = (messages, answers);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Connects through the proxy, without the pool's other connections.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
        Pooling = false,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <inheritdoc />
    public void Dispose() => _listener.Stop();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                await server.ConnectAsync(_server.Host!, _server.Port);
                _ = ForwardAsync(client, server, () => !_answers && Interlocked.Decrement(ref _left) < 0);
                _ = ForwardAsync(server, client, () => _answers && Interlocked.Decrement(ref _left) < 0);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The proxy was disposed.
        }
    }

    private static async Task ForwardAsync(TcpClient from, TcpClient to, Func<bool> cuts)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer)) > 0 && !cuts();)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One of both went away.
        }
        finally
        {
            from.Close();
            to.Close();
        }
    }
}
