using Microsoft.CodeAnalysis;

namespace MigrationGuard.CSharp.Reading;

/// <summary>A part of a text.</summary>
/// <param name="Start">Offset in the text.</param>
/// <param name="Length">Number of characters in the text.</param>
/// <param name="Source">The literal token, or the expression that stands for the part.</param>
internal readonly record struct TextPiece(int Start, int Length, SyntaxNodeOrToken Source)
{
    /// <summary>Number of characters of the source's value that stand before the part.</summary>
    public int Skipped { get; init; }
}
