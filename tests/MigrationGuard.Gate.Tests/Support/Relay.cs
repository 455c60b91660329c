using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace MigrationGuard.Gate.Tests.Support;

/// <summary>The way to a server, which can be taken away and given back while the server goes on.</summary>
internal sealed class Relay : IDisposable
{
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly ConcurrentBag<TcpClient> _open = [];
    private TcpListener _listener;

    public Relay(string connectionString)
    {
        _server = new(connectionString);
        _listener = new(IPAddress.Loopback, 0);
        Listen();
        ConnectionString = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;
    }

    public string ConnectionString { get; }

    /// <summary>Nobody is connected any more, and nobody can connect.</summary>
    public void Stop()
    {
        _listener.Stop();
        while (_open.TryTake(out var client))
        {
            client.Close();
        }
    }

    public void Start()
    {
        _listener = new(IPAddress.Loopback, new NpgsqlConnectionStringBuilder(ConnectionString).Port);
        Listen();
    }

    public void Dispose() => Stop();

    private void Listen()
    {
        _listener.Start();
        _ = AcceptAsync(_listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync();
                var server = new TcpClient();
                _open.Add(client);
                _open.Add(server);
                await server.ConnectAsync(_server.Host!, _server.Port);
                _ = ForwardAsync(client, server);
                _ = ForwardAsync(server, client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // It was stopped.
        }
    }

    private static async Task ForwardAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream());
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
