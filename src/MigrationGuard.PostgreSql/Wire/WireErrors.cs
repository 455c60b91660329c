using System.Buffers.Binary;
using System.Text;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Messages that the recorder itself sends to a client.</summary>
internal static class WireErrors
{
    /// <summary>An ErrorResponse that ends the connection. https://www.postgresql.org/docs/current/protocol-error-fields.html</summary>
    public static byte[] Fatal(WireException error)
    {
        var fields = Encoding.UTF8.GetBytes($"SFATAL\0VFATAL\0C{error.SqlState}\0Mthe recorder of MigrationGuard: {error.Message.Replace('\0', ' ')}\0\0");
        var message = new byte[fields.Length + 5];
        message[0] = (byte)'E';
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), fields.Length + 4);
        fields.CopyTo(message, 5);
        return message;
    }
}
