using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Folding;

/// <summary>One value that an expression can have.</summary>
/// <param name="Text">The value.</param>
/// <param name="Origin">The literal that it begins with.</param>
/// <param name="Literals">All literals it is made of.</param>
/// <param name="Holes">What stands in the places of <c>@p0</c>, <c>@p1</c>, …</param>
internal sealed record FoldedText(string Text, SyntaxNode Origin, IReadOnlyList<SyntaxNode> Literals, IReadOnlyList<ExpressionSyntax> Holes);

/// <summary>Why an expression has no known value.</summary>
/// <param name="At">Where.</param>
/// <param name="Reason">For people.</param>
internal sealed record FoldFailure(SyntaxNode At, string Reason);

/// <summary>Every value that an expression can have, and what kept others from being known.</summary>
/// <param name="Texts">The values; more than one after a condition.</param>
/// <param name="Failures">What is not known.</param>
internal sealed record Folded(IReadOnlyList<FoldedText> Texts, IReadOnlyList<FoldFailure> Failures)
{
    /// <summary>More alternatives than a person would write out.</summary>
    public const int Most = 32;

    public static Folded Of(string text, SyntaxNode origin) => new([new FoldedText(text, origin, [origin], [])], []);

    public static Folded Failed(SyntaxNode at, string reason) => new([], [new FoldFailure(at, reason)]);

    /// <summary>Either of two.</summary>
    public static Folded Either(Folded left, Folded right, SyntaxNode at)
        => left.Texts.Count + right.Texts.Count > Most
            ? Failed(at, "it has too many alternatives")
            : new([.. left.Texts, .. right.Texts], [.. left.Failures, .. right.Failures]);

    /// <summary>One behind the other; a part that is not known makes the whole unknown.</summary>
    public static Folded Concat(Folded left, Folded right, SyntaxNode at)
    {
        if (left.Texts.Count * right.Texts.Count > Most)
        {
            return Failed(at, "it has too many alternatives");
        }

        var texts = new List<FoldedText>();
        foreach (var first in left.Texts)
        {
            foreach (var second in right.Texts)
            {
                var origin = first.Text.Length > 0 ? first.Origin : second.Origin;
                texts.Add(new FoldedText(first.Text + second.Text, origin, [.. first.Literals, .. second.Literals], [.. first.Holes, .. second.Holes]));
            }
        }

        return new Folded(texts, [.. left.Failures, .. right.Failures]);
    }

    /// <summary>Every value changed.</summary>
    public Folded Map(Func<string, string> change) => this with { Texts = [.. Texts.Select(text => text with { Text = change(text.Text) })] };
}
