using System.Buffers.Binary;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Reads what a client opens a connection with.</summary>
/// <param name="client">The client.</param>
/// <param name="certificate">With it TLS is offered.</param>
internal sealed class Opening(WireEnd client, X509Certificate2? certificate)
{
    // SSLRequest and GSSENCRequest, once each; libpq may ask for both.
    private const int Requests = 2;

    /// <summary>The packet that begins a session or cancels one; null when the client has left.</summary>
    /// <exception cref="WireException">It is neither.</exception>
    public StartupPacket? Read()
    {
        for (var requests = 0; requests <= Requests; requests++)
        {
            var packet = ReadPacket();
            if (packet is null or { IsSession: true } or { Code: StartupPacket.Cancel })
            {
                return packet;
            }

            Answer(packet);
        }

        throw Rubbish("it asks for encryption again and again");
    }

    private void Answer(StartupPacket packet)
    {
        switch (packet.Code)
        {
            case StartupPacket.Encryption when certificate is not null && client.Tls is null:
                client.Write("S"u8);
                Encrypt();
                break;
            case StartupPacket.Encryption or StartupPacket.GssEncryption:
                client.Write("N"u8);
                break;
            default:
                throw Rubbish($"{packet.Code >> 16}.{packet.Code & 0xFFFF} is no protocol that the recorder knows");
        }
    }

    private StartupPacket? ReadPacket()
    {
        Span<byte> length = stackalloc byte[4];
        if (client.Read(length[..1]) == 0)
        {
            return null;
        }

        client.ReadExactly(length[1..]);
        var count = BinaryPrimitives.ReadInt32BigEndian(length);
        if (count is < 8 or > StartupPacket.Longest)
        {
            throw Rubbish("what it sent is no start-up packet");
        }

        var bytes = new byte[count];
        length.CopyTo(bytes);
        client.ReadExactly(bytes.AsSpan(4));
        return new StartupPacket(bytes);
    }

    private void Encrypt() => client.Encrypt(null).AuthenticateAsServer(new SslServerAuthenticationOptions { ServerCertificate = certificate });

    private static WireException Rubbish(string what) => new($"the client cannot be understood, {what}", "08P01");
}
