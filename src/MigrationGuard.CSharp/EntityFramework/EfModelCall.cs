using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>A statement of a model: <c>b.Property&lt;string>("Name").IsRequired().HasMaxLength(50)</c>, or an extension that is given one (<c>UseIdentityColumn(b.Property&lt;int>("Id"))</c>), which comes last.</summary>
/// <param name="Links">The calls in order; at least one.</param>
internal sealed record EfModelCall(IReadOnlyList<(string Name, SimpleNameSyntax Syntax, IReadOnlyList<ArgumentSyntax> Arguments)> Links)
{
    private const int MostLinks = 100;

    /// <summary>The statements of a body.</summary>
    public static IEnumerable<EfModelCall> In(BlockSyntax body)
    {
        foreach (var statement in body.Statements)
        {
            if (statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } && Of(call) is { } read)
            {
                yield return read;
            }
        }
    }

    /// <summary>The link with that name; null when there is none.</summary>
    public IReadOnlyList<ArgumentSyntax>? Find(string name)
    {
        foreach (var link in Links)
        {
            if (link.Name == name)
            {
                return link.Arguments;
            }
        }

        return null;
    }

    /// <summary>The text that a link is given at a position; null when it is none.</summary>
    public string? Text(int link, int position) => Literal(Links[link].Arguments, position) as string;

    /// <summary>The texts among the arguments of a link, those of arrays too.</summary>
    public IReadOnlyList<string> Texts(int link) => TextsOf(Links[link].Arguments);

    /// <summary>The texts among arguments, those of arrays too.</summary>
    public static IReadOnlyList<string> TextsOf(IReadOnlyList<ArgumentSyntax>? arguments)
    {
        var texts = new List<string>();
        foreach (var argument in arguments ?? [])
        {
            if (argument.Expression is LiteralExpressionSyntax { Token.Value: string text })
            {
                texts.Add(text);
            }
            else if (ItemsOf(argument.Expression) is { } items)
            {
                texts.AddRange(items.Expressions.OfType<LiteralExpressionSyntax>().Select(item => item.Token.Value).OfType<string>());
            }
        }

        return texts;
    }

    /// <summary>The constant that a link is given at a position; null when it is none.</summary>
    public object? Constant(string link, int position) => Find(link) is { } arguments ? Literal(arguments, position) : null;

    /// <summary>The body of the lambda that a link is given; null when there is none.</summary>
    public BlockSyntax? Block(int link)
    {
        foreach (var argument in Links[link].Arguments)
        {
            if (argument.Expression is LambdaExpressionSyntax { Body: BlockSyntax block })
            {
                return block;
            }
        }

        return null;
    }

    private static object? Literal(IReadOnlyList<ArgumentSyntax> arguments, int position)
        => position < arguments.Count && arguments[position].Expression is LiteralExpressionSyntax literal ? literal.Token.Value : null;

    private static InitializerExpressionSyntax? ItemsOf(ExpressionSyntax expression) => expression switch
    {
        ArrayCreationExpressionSyntax { Initializer: { } items } => items,
        ImplicitArrayCreationExpressionSyntax { Initializer: var items } => items,
        _ => null,
    };

    private static EfModelCall? Of(InvocationExpressionSyntax call)
    {
        var links = new List<(string, SimpleNameSyntax, IReadOnlyList<ArgumentSyntax>)>();
        ExpressionSyntax at = call;
        while (at is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member, ArgumentList.Arguments: var arguments } && links.Count < MostLinks)
        {
            var isExtension = member.Expression is IdentifierNameSyntax { Identifier.ValueText: var type } && type.EndsWith("Extensions", StringComparison.Ordinal);
            links.Add((member.Name.Identifier.ValueText, member.Name, isExtension ? [.. arguments.Skip(1)] : [.. arguments]));
            at = isExtension && arguments.Count > 0 ? arguments[0].Expression : member.Expression;
        }

        links.Reverse();
        return links.Count > 0 ? new EfModelCall(links) : null;
    }
}
