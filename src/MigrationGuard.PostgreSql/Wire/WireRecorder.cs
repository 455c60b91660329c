using System.Net;
using System.Net.Sockets;
using MigrationGuard.Recordings;

namespace MigrationGuard.Postgres.Wire;

/// <summary>
/// A local proxy for PostgreSQL's protocol: clients connect to it instead of the server, everything passes through as it is, and the statements that
/// the server ran without an error are given to a recorder. Values of parameters are never looked at.
/// </summary>
public sealed class WireRecorder : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly WireHost _host;
    private readonly Thread _thread;
    private readonly ManualResetEventSlim _ended = new();

    private WireRecorder(Socket listener, WireHost host)
    {
        _listener = listener;
        _host = host;
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        _thread = new Thread(Accept) { IsBackground = true, Name = "wire listener" };
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>What whoever reads the recording should know, each thing once.</summary>
    public IReadOnlyList<string> Notes => _host.Recording.Notes;

    /// <summary>Begins to listen; connects to the server only when a client comes.</summary>
    /// <param name="options">Where to listen, and where the server is.</param>
    /// <param name="recorder">Takes the statements.</param>
    /// <param name="names">Names types that PostgreSQL itself does not have; without it they are unknown, and a note says so.</param>
    /// <exception cref="WireException">The address is in use, or the root certificates cannot be read.</exception>
    public static WireRecorder Start(WireRecorderOptions options, IStatementRecorder recorder, ITypeNames? names = null)
    {
        var host = new WireHost(options, new ServerDialer(options), new WireRecording(recorder, names, options.Limits));
        var listener = new Socket(options.Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(options.Listen);
            listener.Listen(512);
        }
        catch (SocketException exception)
        {
            listener.Dispose();
            throw new WireException($"the recorder cannot listen on {options.Listen}: {exception.Message}", "08001", exception);
        }

        var recording = new WireRecorder(listener, host);
        recording._thread.Start();
        return recording;
    }

    /// <summary>Closes all connections; what they have passed on is recorded before this ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _ended.Set();
        _listener.Dispose();
        await Task.Run(() =>
        {
            _thread.Join();
            foreach (var connection in _host.Connections)
            {
                connection.Close();
                connection.Join();
            }
        });
        _ended.Dispose();
    }

    private void Accept()
    {
        while (!_ended.IsSet)
        {
            try
            {
                new WireConnection(_host, _listener.Accept()).Start();
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OutOfMemoryException)
            {
                // Too many open files, or no room for a thread: others must end first.
                _ended.Wait(TimeSpan.FromMilliseconds(50));
            }
        }
    }
}
