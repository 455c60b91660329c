using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.CodeFixes.Places;

/// <summary>Calls one behind the other, as syntax: <c>Create.Column("a").OnTable("t")</c>, <c>migrationBuilder.DropColumn("a", "t")</c>.</summary>
/// <param name="Expression">The whole expression.</param>
/// <param name="Root">What it begins with.</param>
/// <param name="Links">The members in order; the root is one of them when it is a call.</param>
internal sealed record CallChain(ExpressionSyntax Expression, string Root, IReadOnlyList<CallLink> Links)
{
    /// <summary>The statement that the chain is; null when it is only a part of one.</summary>
    public ExpressionStatementSyntax? Statement => Expression.Parent as ExpressionStatementSyntax;

    /// <summary>The last member.</summary>
    public CallLink Last => Links[Links.Count - 1];

    /// <summary>The chain around a place; null when there is none.</summary>
    public static CallChain? At(SyntaxNode root, TextSpan span)
    {
        ExpressionSyntax? chain = null;
        for (var node = root.FindToken(span.Start).Parent; node is not null and not StatementSyntax and not MemberDeclarationSyntax; node = node.Parent)
        {
            chain = node is InvocationExpressionSyntax call && node.Parent is not MemberAccessExpressionSyntax ? call : chain;
        }

        return chain is null ? null : Of(chain);
    }

    /// <summary>The members of an expression.</summary>
    public static CallChain? Of(ExpressionSyntax chain)
    {
        var links = new List<CallLink>();
        for (var node = chain; ;)
        {
            switch (node)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member }:
                    links.Insert(0, new CallLink(member.Name, node));
                    node = member.Expression;
                    break;
                case InvocationExpressionSyntax { Expression: SimpleNameSyntax name }:
                    links.Insert(0, new CallLink(name, node));
                    return new CallChain(chain, name.Identifier.ValueText, links);
                case MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax and not BaseExpressionSyntax } property:
                    links.Insert(0, new CallLink(property.Name, property));
                    node = property.Expression;
                    break;
                case MemberAccessExpressionSyntax property:
                    return links.Count > 0 ? new CallChain(chain, property.Name.Identifier.ValueText, links) : null;
                case SimpleNameSyntax root:
                    return links.Count > 0 ? new CallChain(chain, root.Identifier.ValueText, links) : null;
                default:
                    return null;
            }
        }
    }

    /// <summary>The link whose name is at a place, else the last one that ends behind it; -1 when there is none.</summary>
    public int IndexAt(int position)
    {
        for (var i = 0; i < Links.Count; i++)
        {
            if (position < Links[i].Node.Span.End)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The first link with a name, or null.</summary>
    public CallLink? Find(string name)
    {
        foreach (var link in Links)
        {
            if (link.Text == name)
            {
                return link;
            }
        }

        return null;
    }

    /// <summary>Whether a link has that name.</summary>
    public bool Has(string name) => Find(name) is not null;
}
