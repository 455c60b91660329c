using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Folding;

/// <summary>Why an expression has no known value.</summary>
/// <param name="At">Where.</param>
/// <param name="Reason">For people.</param>
internal sealed record FoldFailure(SyntaxNode At, string Reason);

/// <summary>Every value that an expression can have, and what kept others from being known.</summary>
/// <param name="Texts">The values; more than one after a condition.</param>
/// <param name="Failures">What is not known.</param>
internal sealed record Folded(IReadOnlyList<FoldedText> Texts, IReadOnlyList<FoldFailure> Failures)
{
    // More alternatives than a person would write out.
    private const int Most = 64;

    public static Folded None { get; } = new([], []);

    public static Folded Of(string text, SyntaxNode origin) => new([new FoldedText(text, origin) { Literals = [origin] }], []);

    public static Folded Failed(SyntaxNode at, string reason) => new([], [new FoldFailure(at, reason)]);

    /// <summary>Either of two.</summary>
    public static Folded Either(Folded left, Folded right, SyntaxNode at)
        => left.Texts.Count + right.Texts.Count > Most
            ? Failed(at, "it has too many alternatives")
            : new([.. left.Texts, .. right.Texts], Union(left.Failures, right.Failures));

    /// <summary>One behind the other; a part that is not known makes the whole unknown.</summary>
    public static Folded Concat(Folded left, Folded right, SyntaxNode at)
    {
        var texts = new List<FoldedText>();
        foreach (var first in left.Texts)
        {
            foreach (var second in right.Texts)
            {
                if (first.TryAppend(second) is not { } both)
                {
                    continue;
                }

                texts.Add(both);
                if (texts.Count > Most && texts.Count > left.Texts.Count)
                {
                    return Failed(at, "it has too many alternatives");
                }
            }
        }

        return new Folded(texts, Union(left.Failures, right.Failures));
    }

    // The same failure comes along every way through the code; without this they would double at each condition.
    private static IReadOnlyList<FoldFailure> Union(IReadOnlyList<FoldFailure> left, IReadOnlyList<FoldFailure> right)
        => left.Count == 0 ? right : right.Count == 0 || ReferenceEquals(left, right) ? left : [.. left.Union(right).Take(Most)];

    /// <summary>Every value changed.</summary>
    public Folded Map(Func<string, string> change) => this with { Texts = [.. Texts.Select(text => text with { Text = change(text.Text) })] };

    /// <summary>The values numbered: where the same name stands twice in a text, it has the same value in both places.</summary>
    public Folded ChosenBy(ISymbol name)
        => Texts.Count < 2 ? this : this with { Texts = [.. Texts.Select((text, i) => text.Choose(name, i))] };
}
