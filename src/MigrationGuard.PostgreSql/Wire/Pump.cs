using System.Buffers;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Passes bytes from one end to the other as they come.</summary>
internal static class Pump
{
    private const int Small = 16 * 1024;
    private const int Large = 128 * 1024;

    /// <summary>Runs until no more bytes come; a tap for requests looks before they go on, so that it knows what answers are to.</summary>
    public static void Requests(WireEnd client, WireEnd server, MessageFramer framer)
        => Run(client, server, framer, static (bytes, to, framer) =>
        {
            framer.Read(bytes);
            to.Write(bytes);
        });

    /// <summary>Runs until no more bytes come; answers are looked at when the client already has them.</summary>
    public static void Answers(WireEnd server, WireEnd client, MessageFramer framer)
        => Run(server, client, framer, static (bytes, to, framer) =>
        {
            to.Write(bytes);
            framer.Read(bytes);
        });

    private static void Run(WireEnd from, WireEnd to, MessageFramer framer, Step step)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Small);
        try
        {
            for (var count = from.Read(buffer); count > 0; count = from.Read(buffer))
            {
                step(buffer.AsSpan(0, count), to, framer);
                if (count == buffer.Length && count < Large)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(Large);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        to.EndWriting();
    }

    private delegate void Step(ReadOnlySpan<byte> bytes, WireEnd to, MessageFramer framer);
}
