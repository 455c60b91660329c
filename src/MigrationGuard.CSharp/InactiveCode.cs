using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Folding;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp;

/// <summary>Finds what migrations would do in a build with other symbols.</summary>
public static class InactiveCode
{
    /// <summary>The first call of a migration under a condition of the preprocessor that does not hold; null when there is none. Calls are told by their names.</summary>
    public static InactiveCall? FirstCall(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        if (!root.ContainsDirectives || tree.ToString().IndexOf("Migrat", StringComparison.Ordinal) < 0)
        {
            return null;
        }

        var builders = Builders(root);
        var directive = "";
        foreach (var trivia in root.DescendantTrivia())
        {
            if (trivia.GetStructure() is BranchingDirectiveTriviaSyntax { IsActive: true, BranchTaken: false } branch)
            {
                directive = Shown(branch);
            }
            else if (trivia.IsKind(SyntaxKind.DisabledTextTrivia) && CallIn(trivia.ToString(), builders) is { } offset)
            {
                var place = tree.GetText().Lines.GetLinePosition(trivia.SpanStart + offset);
                return new InactiveCall(place.Line + 1, place.Character + 1, directive);
            }
        }

        return null;
    }

    private static HashSet<string> Builders(SyntaxNode root) =>
    [
        "migrationBuilder",
        .. root.DescendantNodes().OfType<ParameterSyntax>().Where(static parameter => parameter.Type is { } type && Sources.SimpleName(type) == "MigrationBuilder").Select(static parameter => parameter.Identifier.ValueText),
    ];

    private static string Shown(DirectiveTriviaSyntax directive) => directive switch
    {
        ConditionalDirectiveTriviaSyntax { DirectiveNameToken.ValueText: var name, Condition: var condition } => $"#{name} {condition}",
        ElseDirectiveTriviaSyntax when directive.GetRelatedDirectives() is [var first and not ElseDirectiveTriviaSyntax, ..] => "#else of " + Shown(first),
        _ => "#" + directive.DirectiveNameToken.ValueText,
    };

    private static int? CallIn(string text, HashSet<string> builders)
    {
        SyntaxToken name = default;
        foreach (var token in SyntaxFactory.ParseTokens(text))
        {
            var begins = token.Kind() switch
            {
                SyntaxKind.DotToken => MigrationWalker.Roots.Contains(name.ValueText) || builders.Contains(name.ValueText),
                SyntaxKind.OpenParenToken => name.ValueText == "IfDatabase",
                _ => false,
            };
            if (begins)
            {
                return name.SpanStart;
            }

            name = token.IsKind(SyntaxKind.IdentifierToken) ? token : default;
        }

        return null;
    }
}
