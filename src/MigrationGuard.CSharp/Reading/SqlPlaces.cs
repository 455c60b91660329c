using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Finds the place in the source of a part of a text.</summary>
internal static class SqlPlaces
{
    /// <summary>The place in the C# file of a place in the text: inside of the literal, escapes counted; no file when the text comes from nowhere.</summary>
    public static (SyntaxTree? Tree, TextSpan Span) Of(MappedText text, SourceSpan inText)
    {
        var piece = text.Pieces.Count == 0 ? default : text.Pieces.LastOrDefault(piece => piece.Start <= inText.Start);
        return (piece.Source.SyntaxTree, piece.Source.Span);
    }
}
