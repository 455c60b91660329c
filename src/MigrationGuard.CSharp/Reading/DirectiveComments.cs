using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace MigrationGuard.CSharp.Reading;

/// <summary>The comments of a file that say something to MigrationGuard.</summary>
internal static class DirectiveComments
{
    private const string Marker = "migrationguard:";

    private static readonly ConditionalWeakTable<SyntaxTree, IReadOnlyList<SyntaxTrivia>> Known = new();

    /// <summary>Comments that begin with <c>migrationguard:</c>, in order.</summary>
    public static IReadOnlyList<SyntaxTrivia> Of(SyntaxTree tree) => Known.GetValue(tree, Find);

    private static IReadOnlyList<SyntaxTrivia> Find(SyntaxTree tree)
    {
        var text = tree.GetText().ToString();
        List<SyntaxTrivia>? found = null;
        for (var at = text.IndexOf(Marker, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(Marker, at + Marker.Length, StringComparison.OrdinalIgnoreCase))
        {
            var trivia = tree.GetRoot().FindTrivia(at);
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia && IsBlank(text, trivia.SpanStart + 2, at))
            {
                (found ??= []).Add(trivia);
            }
        }

        return (IReadOnlyList<SyntaxTrivia>?)found ?? [];
    }

    private static bool IsBlank(string text, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            if (!char.IsWhiteSpace(text[i]) && text[i] is not ('/' or '*'))
            {
                return false;
            }
        }

        return true;
    }
}
