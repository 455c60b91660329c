using System.Buffers.Binary;

namespace MigrationGuard.Postgres.Wire;

/// <summary>The server's offer of mechanisms, without those that bind to the TLS of the connection that the client does not see.</summary>
/// <remarks>https://www.postgresql.org/docs/current/sasl-authentication.html</remarks>
internal static class SaslOffer
{
    private const int Sasl = 10;
    private const int Longest = 65_536;

    /// <summary>Passes the server's messages on, up to and with its first about authentication.</summary>
    /// <exception cref="EndOfStreamException">The server has closed.</exception>
    public static void Forward(WireEnd server, WireEnd client, MessageFramer framer)
    {
        byte type;
        do
        {
            var message = Read(server);
            type = message[0];
            var offer = type == (byte)'R' ? WithoutBinding(message) : message;
            client.Write(offer);
            framer.Read(offer);
        }
        while (type is not ((byte)'R' or (byte)'E'));
    }

    /// <summary>The same message without mechanisms that end in <c>-PLUS</c>; itself when it has none, or nothing else.</summary>
    public static byte[] WithoutBinding(byte[] message)
    {
        if (message.Length < 10 || BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(5)) != Sasl)
        {
            return message;
        }

        using var kept = new MemoryStream();
        kept.Write(message.AsSpan(0, 9));
        var rest = message.AsSpan(9);
        for (var end = rest.IndexOf((byte)0); end > 0; end = rest.IndexOf((byte)0))
        {
            if (!rest[..end].EndsWith("-PLUS"u8))
            {
                kept.Write(rest[..(end + 1)]);
            }

            rest = rest[(end + 1)..];
        }

        kept.WriteByte(0);
        var offer = kept.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(offer.AsSpan(1), offer.Length - 1);
        return offer.Length > 10 ? offer : message;
    }

    private static byte[] Read(WireEnd server)
    {
        Span<byte> header = stackalloc byte[5];
        server.ReadExactly(header);
        var length = BinaryPrimitives.ReadInt32BigEndian(header[1..]);
        if (length is < 4 or > Longest)
        {
            throw new InvalidDataException("The server's answer is no message of PostgreSQL.");
        }

        var message = new byte[length + 1];
        header.CopyTo(message);
        server.ReadExactly(message.AsSpan(5));
        return message;
    }
}
