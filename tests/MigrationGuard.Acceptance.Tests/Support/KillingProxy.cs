using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace MigrationGuard.Acceptance.Tests.Support;

/// <summary>Forwards to a server, and ends the client's process at an entry of the journal: before the server gets it, or after the server has it and before the client knows.</summary>
internal sealed partial class KillingProxy : IDisposable
{
    private static readonly byte[] Entry = Encoding.ASCII.GetBytes("migration_guard.note_release(");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly NpgsqlConnectionStringBuilder _server;
    private readonly bool _written;
    private readonly Action _kill;
    private readonly Func<string, bool> _chosen;

    /// <summary>Starts it.</summary>
    /// <param name="server">The server's connection string.</param>
    /// <param name="chosen">Whether an entry is the one, by what it is about; asked one at a time, until it is.</param>
    /// <param name="written">Whether the server gets the entry.</param>
    /// <param name="kill">Ends the process.</param>
    public KillingProxy(string server, Func<string, bool> chosen, bool written, Action kill)
    {
        (_server, _chosen, _written, _kill) = (new NpgsqlConnectionStringBuilder(server), chosen, written, kill);
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Whether it came to that entry.</summary>
    public bool HasKilled { get; private set; }

    /// <summary>Connects through the proxy.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server.ConnectionString)
    {
        Host = "127.0.0.1",
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port,
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
                _ = ForwardAsync(await _listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The proxy was disposed.
        }
    }

    private async Task ForwardAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            await server.ConnectAsync(_server.Host!, _server.Port);
            var hit = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            var asking = CopyAsync(client, server, message => Asks(message, hit));
            var answering = CopyAsync(server, client, _ => Answers(hit));
            await Task.WhenAny(asking, answering);
        }
    }

    private bool Asks(ReadOnlySpan<byte> message, TaskCompletionSource<bool> hit)
    {
        if (message.IndexOf(Entry) < 0 || HasKilled || hit.Task.IsCompleted || !_chosen(KeyOf(Encoding.UTF8.GetString(message))))
        {
            return true;
        }

        if (_written)
        {
            hit.SetResult(true);
            return true;
        }

        return Kill();
    }

    // What an entry is about, without when it was written and what it follows.
    private static string KeyOf(string message) => string.Join(' ', About().Matches(message).Select(found => found.Value).Distinct(StringComparer.Ordinal));

    // What the server said behind the entry never arrives; it has by then committed.
    private bool Answers(TaskCompletionSource<bool> hit) => !hit.Task.IsCompleted || Kill();

    private bool Kill()
    {
        HasKilled = true;
        _kill();
        return false;
    }

    private delegate bool Forwards(ReadOnlySpan<byte> message);

    private static async Task CopyAsync(TcpClient from, TcpClient to, Forwards forwards)
    {
        var buffer = new byte[1 << 16];
        try
        {
            for (int read; (read = await from.GetStream().ReadAsync(buffer)) > 0 && forwards(buffer.AsSpan(0, read));)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read));
            }
        }
        catch (Exception end) when (end is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One of both went away.
        }
    }

    [GeneratedRegex("\"(kind|name|state|steps|complete)\":\\s*(\"[^\"]*\"|[a-z0-9]+)")]
    private static partial Regex About();
}
