using System.Net.Sockets;
using System.Security.Authentication;

namespace MigrationGuard.Postgres.Wire;

/// <summary>One client and its connection to the server, with a thread for each direction.</summary>
internal sealed class WireConnection : IDisposable
{
    // A thread that waits in a read costs less than a task that is woken: two calls of the system for each message and no hop.
    private const int Stack = 512 * 1024;

    private readonly WireHost _host;
    private readonly WireEnd _client;
    private readonly Thread _thread;
    private readonly Lock _lock = new();
    private WireEnd? _server;
    private bool _closed;

    public WireConnection(WireHost host, Socket socket)
    {
        _host = host;
        _client = new WireEnd(socket);
        _thread = new Thread(Run, Stack) { IsBackground = true, Name = "wire requests" };
    }

    /// <summary>Begins to serve the client.</summary>
    public void Start()
    {
        _host.Entered(this);
        try
        {
            _thread.Start();
        }
        catch
        {
            _host.Left(this);
            Dispose();
            throw;
        }
    }

    /// <summary>Waits until everything that has passed is recorded.</summary>
    public void Join() => _thread.Join();

    /// <summary>Ends it, whoever waits in it.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            _client.Shut();
            _server?.Shut();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private void Run()
    {
        try
        {
            _client.LimitReads(_host.Options.Patience);
            if (!_host.HasRoom)
            {
                throw new WireException($"more than {_host.Options.Connections} clients are connected", "53300");
            }

            if (new Opening(_client, _host.Options.Certificate).Read() is { } packet)
            {
                Serve(packet);
            }
        }
        catch (WireException error)
        {
            Refuse(error);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        finally
        {
            Dispose();
            _host.Left(this);
        }
    }

    private void Serve(StartupPacket packet)
    {
        _client.LimitReads(TimeSpan.Zero);
        using var server = _host.Dialer.Dial();
        lock (_lock)
        {
            _server = server;
            if (_closed)
            {
                return;
            }
        }

        server.Write(packet.Bytes);
        if (packet.IsSession)
        {
            Converse(packet, server);
        }
        else
        {
            // The server closes when the request is done; only then may the client go on.
            server.Read(new byte[1]);
        }
    }

    private void Converse(StartupPacket packet, WireEnd server)
    {
        var conversation = new Conversation(_host, packet);
        using var requests = conversation.Requests();
        var answers = new Thread(() => Guarded(() => Answer(server, conversation)), Stack) { IsBackground = true, Name = "wire answers" };
        answers.Start();
        Guarded(() => Pump.Requests(_client, server, requests));
        answers.Join();
    }

    private void Answer(WireEnd server, Conversation conversation)
    {
        using var answers = conversation.Answers();
        // A client in plain text refuses a server that binds to TLS; one under TLS can be told not to bind.
        if (server.Tls is not null && _client.Tls is null)
        {
            SaslOffer.Forward(server, _client, answers);
        }

        Pump.Answers(server, _client, answers);
    }

    private void Guarded(Action pump)
    {
        try
        {
            pump();
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }

    // One connection ends; whatever the cause is, others go on.
    private void Fail(Exception exception)
    {
        if (!IsEnd(exception))
        {
            _host.Recording.Remarks.Add($"a connection was closed: {exception.GetType().Name}");
        }

        Close();
    }

    private void Refuse(WireException error)
    {
        try
        {
            _client.Write(WireErrors.Fatal(error));
            _client.EndWriting();
        }
        catch (Exception exception) when (IsEnd(exception))
        {
            Close();
        }
    }

    private static bool IsEnd(Exception exception)
        => exception is IOException or SocketException or ObjectDisposedException or AuthenticationException or InvalidDataException or InvalidOperationException;
}
