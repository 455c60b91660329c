using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace MigrationGuard.Postgres.Tests.Wire;

/// <summary>Speaks PostgreSQL's protocol byte by byte.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly TcpClient _tcp;
    private readonly NetworkStream _stream;

    public RawClient(string host, int port)
    {
        _tcp = new TcpClient(host, port) { NoDelay = true, ReceiveTimeout = 30_000 };
        _stream = _tcp.GetStream();
    }

    /// <summary>A message with its type.</summary>
    public static byte[] Message(char type, params byte[] body)
    {
        var bytes = new byte[body.Length + 5];
        bytes[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(1), body.Length + 4);
        body.CopyTo(bytes, 5);
        return bytes;
    }

    /// <summary>A message whose body is text, with <c>\0</c> where it has zeros.</summary>
    public static byte[] Message(char type, string body) => Message(type, Encoding.UTF8.GetBytes(body));

    /// <summary>A packet without a type: its length, a code, and what follows.</summary>
    public static byte[] Packet(int code, params byte[] rest)
    {
        var bytes = new byte[8 + rest.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4), code);
        rest.CopyTo(bytes, 8);
        return bytes;
    }

    /// <summary>The packet that begins a session.</summary>
    public static byte[] Startup(int version, string parameters) => Packet(version, Encoding.UTF8.GetBytes(parameters + "\0"));

    public void Send(params ReadOnlySpan<byte> bytes) => _stream.Write(bytes);

    public void EndSending() => _tcp.Client.Shutdown(SocketShutdown.Send);

    /// <summary>One byte; -1 at the end.</summary>
    public int ReadByte() => _stream.ReadByte();

    /// <summary>The messages up to and with the first of a type; all when the server closes before. Keys for cancelling are blanked.</summary>
    public List<byte[]> ReadUntil(char type)
    {
        var messages = new List<byte[]>();
        do
        {
            var header = new byte[5];
            if (!TryRead(header))
            {
                return messages;
            }

            var message = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1)) + 1];
            header.CopyTo(message, 0);
            _stream.ReadExactly(message.AsSpan(5));
            if (header[0] == (byte)'K')
            {
                Key = message[5..];
                Array.Clear(message, 5, message.Length - 5);
            }

            messages.Add(message);
        }
        while (messages[^1][0] != (byte)type);
        return messages;
    }

    private bool TryRead(byte[] header)
    {
        try
        {
            return _stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length;
        }
        catch (IOException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            return false;
        }
    }

    /// <summary>What cancels the session's statements, as the server sent it.</summary>
    public byte[] Key { get; private set; } = [];

    public void Dispose() => _tcp.Dispose();
}
