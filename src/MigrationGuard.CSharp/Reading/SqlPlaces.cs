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
        if (text.Pieces.Count == 0)
        {
            return default;
        }

        var first = text.IndexOf(inText.Start);
        var end = inText.Start + Math.Max(0, inText.Length - 1);
        var last = inText.Length == 0 ? first : text.IndexOf(end);
        if (text.Pieces[first].Source.SyntaxTree is not { } tree)
        {
            return default;
        }

        var span = Map(text.Pieces[first], inText.Start - text.Pieces[first].Start);
        if (inText.Length == 0)
        {
            return (tree, new TextSpan(span.Start, 0));
        }

        // A text may be put together in another order than it is written, of parts from elsewhere.
        for (var i = first; i <= last; i++)
        {
            var piece = text.Pieces[i];
            var to = piece.Length == 0 || piece.Source.SyntaxTree != tree ? span : Map(piece, (i == last ? end : piece.Start + piece.Length - 1) - piece.Start);
            span = to.Start >= span.Start ? TextSpan.FromBounds(span.Start, Math.Max(span.End, to.End)) : span;
        }

        return (tree, span);
    }

    /// <summary>The characters of the source that stand for one character of a piece; the whole source when it is no literal.</summary>
    private static TextSpan Map(TextPiece piece, int offset)
    {
        var source = piece.Source;
        if (!source.IsToken || offset < 0 || offset > piece.Length)
        {
            return source.Span;
        }

        var token = source.AsToken();
        var spans = LiteralMap.Of(token);
        var index = piece.Skipped + offset;
        return spans is null ? token.Span : index < spans.Length ? new TextSpan(token.SpanStart + spans[index].Start, spans[index].Length) : new TextSpan(token.Span.End, 0);
    }
}
