using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>Sends text as psql does: in the simple protocol, whole strings of statements.</summary>
internal sealed class PsqlClient : IOldClient
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    public PsqlClient(string connectionString, string user)
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

    public void Prepare(string name, string sql) => Send('Q', $"PREPARE {name} AS {sql}\0");

    public string RunPrepared(string name) => Run($"EXECUTE {name}");

    public string Run(string sql) => Send('Q', sql + "\0");

    public void Dispose() => _client.Dispose();

    private string Send(char type, string text)
    {
        Write(type, Encoding.UTF8.GetBytes(text));
        return Answer();
    }

    private void Write(char type, byte[] body)
    {
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)type;
        BinaryPrimitives.WriteInt32BigEndian(head[1..], body.Length + 4);
        _stream.Write(head);
        _stream.Write(body);
    }

    private string Answer()
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
                    return state ?? Affected(tag);
            }
        }
    }

    private static string Affected(string tag)
        => tag.StartsWith("COPY", StringComparison.Ordinal) || !int.TryParse(tag.Split(' ')[^1], CultureInfo.InvariantCulture, out var rows) || rows > 0 ? "ok" : "nothing";
}
