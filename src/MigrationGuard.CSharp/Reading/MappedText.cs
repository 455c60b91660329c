using System.Text;
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
            foreach (var piece in part.Pieces)
            {
                pieces.Add(piece with { Start = piece.Start + text.Length });
            }

            text.Append(part.Text);
            placeholders |= part.HasPlaceholders;
        }

        return new MappedText(text.ToString(), pieces) { HasPlaceholders = placeholders };
    }

    /// <summary>A part of the text.</summary>
    public MappedText Part(int start, int length)
    {
        var pieces = new List<TextPiece>();
        foreach (var piece in Pieces)
        {
            var (from, to) = (Math.Max(start, piece.Start), Math.Min(start + length, piece.Start + piece.Length));
            if (from < to)
            {
                pieces.Add(new TextPiece(from - start, to - from, piece.Source) { Skipped = piece.Skipped + from - piece.Start });
            }
        }

        return new MappedText(Text.Substring(start, length), pieces) { HasPlaceholders = HasPlaceholders && Operations.ObjectName.HoldsPlaceholder(Text.Substring(start, length)) };
    }
}
