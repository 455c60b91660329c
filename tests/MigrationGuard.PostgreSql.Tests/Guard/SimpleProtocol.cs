using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace MigrationGuard.PostgreSql.Tests.Guard;

/// <summary>Sends text as psql does: the server gets whole strings of statements, which no driver takes apart.</summary>
internal sealed class SimpleProtocol : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    public SimpleProtocol(string connectionString, string user)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        _client = new TcpClient(settings.Host!, settings.Port);
        _stream = _client.GetStream();
        var startup = Encoding.UTF8.GetBytes($"user\0{user}\0database\0{settings.Database}\0\0");
        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(head, startup.Length + 8);
        BinaryPrimitives.WriteInt32BigEndian(head[4..], 196608);
        _stream.Write(head);
        _stream.Write(startup);
        Answer();
    }

    /// <summary>Runs the text; the SQLSTATE of its error, or null.</summary>
    public string? Run(string sql) => Send(sql).State;

    /// <summary>Runs the text; the SQLSTATE of its error, or null, and what the server says of the last statement that succeeded.</summary>
    public (string? State, string Tag) Send(string sql)
    {
        Write('Q', Encoding.UTF8.GetBytes(sql + "\0"));
        return Answer();
    }

    public void Dispose() => _client.Dispose();

    private void Write(char type, byte[] body)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], body.Length + 4);
        _stream.Write(head);
        _stream.Write(body);
    }

    private (string? State, string Tag) Answer()
    {
        string? state = null;
        var tag = "";
        Span<byte> head = stackalloc byte[5];
        while (true)
        {
            _stream.ReadExactly(head);
            var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head[1..]) - 4];
            _stream.ReadExactly(body);
            switch ((char)head[0])
            {
                case 'R' when BinaryPrimitives.ReadInt32BigEndian(body) != 0:
                    throw new NotSupportedException("This client knows no passwords.");
                case 'E':
                    state ??= Encoding.UTF8.GetString(body).Split('\0').First(field => field is ['C', ..])[1..];
                    break;
                case 'G':
                    Write('c', []);
                    break;
                case 'C':
                    tag = Encoding.UTF8.GetString(body).TrimEnd('\0');
                    break;
                case 'Z':
                    return (state, tag);
            }
        }
    }
}
