using System.Net.Security;
using System.Net.Sockets;

namespace MigrationGuard.Postgres.Wire;

/// <summary>One end of a connection: a socket that blocks, in plain text or under TLS.</summary>
internal sealed class WireEnd : IDisposable
{
    private readonly Socket _socket;

    // A stream is read by one thread and written by another, which both NetworkStream and SslStream allow.
    private Stream _stream;

    public WireEnd(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
        _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        _stream = new NetworkStream(socket, ownsSocket: false);
    }

    /// <summary>The TLS under which it speaks; null in plain text.</summary>
    public SslStream? Tls => _stream as SslStream;

    /// <summary>Limits each read, until it is called with <see cref="TimeSpan.Zero"/>.</summary>
    public void LimitReads(TimeSpan limit) => _socket.ReceiveTimeout = (int)limit.TotalMilliseconds;

    /// <summary>Goes on under TLS.</summary>
    public SslStream Encrypt(RemoteCertificateValidationCallback? validate)
    {
        var stream = new SslStream(_stream, leaveInnerStreamOpen: false, validate);
        _stream = stream;
        return stream;
    }

    /// <summary>Reads what is there, at least one byte; 0 at the end.</summary>
    public int Read(Span<byte> buffer) => _stream.Read(buffer);

    /// <summary>Fills the buffer.</summary>
    /// <exception cref="EndOfStreamException">The other side has closed.</exception>
    public void ReadExactly(Span<byte> buffer) => _stream.ReadExactly(buffer);

    /// <summary>Writes all bytes; waits while the other side does not read.</summary>
    public void Write(ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    /// <summary>Says that no more bytes come; the other direction stays open.</summary>
    public void EndWriting()
    {
        if (_stream is SslStream tls)
        {
            tls.ShutdownAsync().GetAwaiter().GetResult();
        }

        _socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Ends both directions, whoever waits in them; for other threads than its own.</summary>
    public void Shut()
    {
        try
        {
            _socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            _socket.Dispose();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();
}
