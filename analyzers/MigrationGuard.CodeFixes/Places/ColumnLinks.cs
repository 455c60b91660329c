using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CodeFixes.Places;

/// <summary>What a chain of FluentMigrator says about one column.</summary>
internal static class ColumnLinks
{
    private static readonly HashSet<string> Starts = new(StringComparer.Ordinal) { "Column", "WithColumn", "AddColumn", "AlterColumn" };

    /// <summary>The links about the column that a place belongs to; empty when it belongs to none.</summary>
    public static IReadOnlyList<CallLink> At(CallChain chain, int position)
    {
        var at = chain.IndexAt(position);
        while (at >= 0 && !Starts.Contains(chain.Links[at].Text))
        {
            at--;
        }

        // The place is often the first word of the call.
        at = at >= 0 ? at : FirstStart(chain);
        return at < 0 ? [] : Segment(chain, at);
    }

    /// <summary>The links about a column of this name; empty when there is none.</summary>
    public static IReadOnlyList<CallLink> Named(CallChain chain, string column)
    {
        for (var i = 0; i < chain.Links.Count; i++)
        {
            if (Starts.Contains(chain.Links[i].Text) && chain.Links[i].Argument("name", 0)?.Expression is LiteralExpressionSyntax literal
                && literal.IsKind(SyntaxKind.StringLiteralExpression) && literal.Token.ValueText == column)
            {
                return Segment(chain, i);
            }
        }

        return [];
    }

    /// <summary>The first of some links with one of these names; null when there is none.</summary>
    public static CallLink? Find(IReadOnlyList<CallLink> links, params string[] names)
    {
        foreach (var link in links)
        {
            if (names.Contains(link.Text))
            {
                return link;
            }
        }

        return null;
    }

    private static int FirstStart(CallChain chain)
    {
        for (var i = 0; i < chain.Links.Count; i++)
        {
            if (Starts.Contains(chain.Links[i].Text))
            {
                return i;
            }
        }

        return -1;
    }

    private static List<CallLink> Segment(CallChain chain, int start)
    {
        var segment = new List<CallLink> { chain.Links[start] };
        for (var i = start + 1; i < chain.Links.Count && !Starts.Contains(chain.Links[i].Text); i++)
        {
            segment.Add(chain.Links[i]);
        }

        return segment;
    }
}
