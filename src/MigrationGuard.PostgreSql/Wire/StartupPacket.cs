using System.Buffers.Binary;
using System.Text;

namespace MigrationGuard.Postgres.Wire;

/// <summary>The first packet of a connection. https://www.postgresql.org/docs/current/protocol-message-formats.html</summary>
/// <param name="Bytes">The packet as it came, its length included.</param>
internal sealed record StartupPacket(byte[] Bytes)
{
    /// <summary>The longest that PostgreSQL takes (MAX_STARTUP_PACKET_LENGTH).</summary>
    public const int Longest = 10_000;

    /// <summary>CancelRequest.</summary>
    public const int Cancel = (1234 << 16) | 5678;

    /// <summary>SSLRequest.</summary>
    public const int Encryption = (1234 << 16) | 5679;

    /// <summary>GSSENCRequest.</summary>
    public const int GssEncryption = (1234 << 16) | 5680;

    /// <summary>The request's code, or the protocol's version.</summary>
    public int Code => BinaryPrimitives.ReadInt32BigEndian(Bytes.AsSpan(4));

    /// <summary>Whether a session of some version of protocol 3 begins.</summary>
    public bool IsSession => Code >> 16 == 3;

    /// <summary>The parameters: user, database, options and settings.</summary>
    public IReadOnlyDictionary<string, string> Parameters()
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var rest = Bytes.AsSpan(8);
        while (Take(ref rest) is { Length: > 0 } name && Take(ref rest) is { } value)
        {
            parameters[name] = value;
        }

        return parameters;
    }

    private static string? Take(ref Span<byte> rest)
    {
        var end = rest.IndexOf((byte)0);
        if (end < 0)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(rest[..end]);
        rest = rest[(end + 1)..];
        return text;
    }
}
