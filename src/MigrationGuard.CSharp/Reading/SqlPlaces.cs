using MigrationGuard.Migrations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Finds the place in the source of a part of a text.</summary>
internal static class SqlPlaces
{
    /// <summary>The place in the C# file of a place in the text: inside of the literal, escapes counted.</summary>
    public static SourceSpan Of(MappedText text, SourceSpan inText)
    {
        var piece = text.Pieces.Count == 0 ? default : text.Pieces.LastOrDefault(piece => piece.Start <= inText.Start);
        return piece.Source.SyntaxTree is { } tree ? MigrationScript.Span(tree, piece.Source.Span) : inText;
    }
}
