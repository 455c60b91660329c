namespace MigrationGuard.Cli.Sources;

/// <summary>The text of a file.</summary>
/// <param name="Text">The text; empty when it could not be decoded.</param>
/// <param name="Note">What the user should know about the encoding, if anything.</param>
/// <param name="Refusal">Why the bytes are no text, and what to do; null when they are.</param>
internal readonly record struct DecodedText(string Text, string? Note, string? Refusal)
{
    /// <summary>Bytes that are no text.</summary>
    public static DecodedText Binary(string refusal) => new("", null, refusal);
}
