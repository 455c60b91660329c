using System.Text;
using Microsoft.CodeAnalysis;
using MigrationGuard.Operations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>A string that was put together at compile time, with the place in the source of every part of it.</summary>
/// <param name="Text">The value. What is known only at run time stands in it as a placeholder, see <see cref="Operations.ObjectName.Placeholder"/>.</param>
/// <param name="Pieces">Where the parts come from, in order and without gaps.</param>
internal sealed record MappedText(string Text, IReadOnlyList<TextPiece> Pieces)
{
    // A loop that doubles a text must end.
    private const int LongestText = 1 << 20;
    private const int MostPieces = 50_000;

    /// <summary>Whether a part of it is known only at run time.</summary>
    public bool HasPlaceholders { get; init; }

    /// <summary>A text that comes as a whole from one token or expression.</summary>
    public static MappedText Of(string text, SyntaxNodeOrToken source) => new(text, [new TextPiece(0, text.Length, source)]);

    /// <summary>One behind the other.</summary>
    public MappedText Append(MappedText other) => Join([this, other]);

    /// <summary>One behind the other.</summary>
    public static MappedText Join(IReadOnlyList<MappedText> texts)
    {
        if (texts is [var only])
        {
            return only;
        }

        var text = new StringBuilder();
        var pieces = new List<TextPiece>();
        var placeholders = false;
        foreach (var part in texts)
        {
            if (text.Length + part.Text.Length > LongestText || pieces.Count > MostPieces)
            {
                return Of(ObjectName.Placeholder("…"), part.Pieces.Count == 0 ? default : part.Pieces[0].Source) with { HasPlaceholders = true };
            }

            foreach (var piece in part.Pieces)
            {
                if (piece.Length > 0 || texts.Count == 1)
                {
                    pieces.Add(piece with { Start = piece.Start + text.Length });
                }
            }

            text.Append(part.Text);
            placeholders |= part.HasPlaceholders;
        }

        if (pieces.Count == 0 && texts.Count > 0)
        {
            return texts[0];
        }

        return new MappedText(text.ToString(), pieces) { HasPlaceholders = placeholders };
    }

    /// <summary>The same text as a whole at another place.</summary>
    public MappedText StandingAt(SyntaxNode source) => this with { Pieces = [new TextPiece(0, Text.Length, source)] };

    /// <summary>A part of the text.</summary>
    public MappedText Part(int start, int length)
    {
        var pieces = new List<TextPiece>();
        for (var i = IndexOf(start); i < Pieces.Count && Pieces[i].Start < start + length; i++)
        {
            var piece = Pieces[i];
            var (from, to) = (Math.Max(start, piece.Start), Math.Min(start + length, piece.Start + piece.Length));
            if (from < to)
            {
                pieces.Add(new TextPiece(from - start, to - from, piece.Source) { Skipped = piece.Skipped + from - piece.Start });
            }
        }

        return new MappedText(Text.Substring(start, length), pieces) { HasPlaceholders = HasPlaceholders && ObjectName.HoldsPlaceholder(Text.Substring(start, length)) };
    }

    /// <summary>The number of the piece that holds a character of the text.</summary>
    public int IndexOf(int offset)
    {
        var (low, high) = (0, Math.Max(0, Pieces.Count - 1));
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = Pieces[middle].Start <= offset ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
