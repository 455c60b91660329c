namespace MigrationGuard.Postgres.Wire;

/// <summary>Takes the messages of one direction.</summary>
internal interface IMessageSink
{
    /// <summary>How much of a message it wants.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="length">The length of its body.</param>
    Capture Wanted(byte type, int length);

    /// <summary>A message that has passed as a whole.</summary>
    /// <param name="type">The message's type.</param>
    /// <param name="body">As much of its body as was wanted; empty when that was too long.</param>
    void Take(byte type, ReadOnlySpan<byte> body);

    /// <summary>The messages cannot be followed any longer.</summary>
    void Lost(Exception cause);
}
