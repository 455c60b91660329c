using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Folding;

/// <summary>One value that an expression can have.</summary>
/// <param name="Text">The value.</param>
/// <param name="Origin">The literal that it begins with.</param>
internal sealed record FoldedText(string Text, SyntaxNode Origin)
{
    private static readonly ImmutableDictionary<ISymbol, int> NoChoices = ImmutableDictionary.Create<ISymbol, int>(SymbolEqualityComparer.Default);

    /// <summary>All literals it is made of.</summary>
    public ImmutableList<SyntaxNode> Literals { get; init; } = [];

    /// <summary>What stands in the places of <c>@p0</c>, <c>@p1</c>, ….</summary>
    public IReadOnlyList<ExpressionSyntax> Holes { get; init; } = [];

    // Which of several values a name has in this text.
    private ImmutableDictionary<ISymbol, int> Choices { get; init; } = NoChoices;

    /// <summary>The value of a name that has several.</summary>
    public FoldedText Choose(ISymbol name, int value) => this with { Choices = Choices.SetItem(name, value) };

    /// <summary>Texts one behind the other, in linear time where they depend on nothing.</summary>
    public static Folded Join(List<FoldedText> texts, SyntaxNode at)
    {
        if (texts.Count == 0)
        {
            return Folded.Of("", at);
        }

        if (texts.Exists(static text => text.Choices.Count > 0 || text.Holes.Count > 0))
        {
            return texts.Aggregate(Folded.Of("", at), (result, text) => Folded.Concat(result, new Folded([text], []), at));
        }

        var origin = texts.Find(static text => text.Text.Length > 0)?.Origin ?? at;
        var joined = new FoldedText(string.Concat(texts.Select(static text => text.Text)), origin) { Literals = [.. texts.SelectMany(static text => text.Literals)] };
        return new Folded([joined], []);
    }

    /// <summary>Both texts; null where a name would have two values at once.</summary>
    public FoldedText? TryAppend(FoldedText other)
    {
        var choices = Choices;
        foreach (var choice in other.Choices)
        {
            if (!choices.TryGetValue(choice.Key, out var value))
            {
                choices = choices.Add(choice.Key, choice.Value);
            }
            else if (value != choice.Value)
            {
                return null;
            }
        }

        return this with
        {
            Text = Text + other.Text,
            Origin = Text.Length > 0 ? Origin : other.Origin,
            Literals = Literals.AddRange(other.Literals),
            Holes = other.Holes.Count == 0 ? Holes : [.. Holes, .. other.Holes],
            Choices = choices,
        };
    }
}
