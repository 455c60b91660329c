using Microsoft.CodeAnalysis;

namespace MigrationGuard.CSharp.Reading;

/// <summary>A string that was put together at compile time, with the place in the source of every part of it.</summary>
/// <param name="Text">The value. What is known only at run time stands in it as a placeholder, see <see cref="Operations.ObjectName.Placeholder"/>.</param>
/// <param name="Pieces">Where the parts come from, in order and without gaps.</param>
internal sealed record MappedText(string Text, IReadOnlyList<TextPiece> Pieces)
{
    /// <summary>Whether a part of it is known only at run time.</summary>
    public bool HasPlaceholders { get; init; }

    /// <summary>A text that comes as a whole from one token or expression.</summary>
    public static MappedText Of(string text, SyntaxNodeOrToken source) => new(text, [new TextPiece(0, text.Length, source)]);

    /// <summary>One behind the other.</summary>
    public MappedText Append(MappedText other) => new(Text + other.Text, [.. Pieces, .. other.Pieces.Select(piece => piece with { Start = piece.Start + Text.Length })])
    {
        HasPlaceholders = HasPlaceholders || other.HasPlaceholders,
    };
}
