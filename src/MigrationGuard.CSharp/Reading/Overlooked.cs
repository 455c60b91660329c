using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Finds what begins a call in the bodies of a walk and was neither come to nor lies where nothing runs. The text is searched first; only what remains is looked at as syntax.</summary>
/// <param name="trail">Where the walk has been.</param>
/// <param name="knowledge">What the sources declare.</param>
/// <param name="roots">The members that calls begin with.</param>
internal sealed class Overlooked(Trail trail, Knowledge knowledge, IReadOnlyCollection<string> roots)
{
    private const int DeepestBases = 16;
    private const int Most = 100;

    private readonly List<(ExpressionSyntax At, WalkedBody Body)> _found = [];

    /// <summary>The expressions, and the body that holds each.</summary>
    public IReadOnlyList<(ExpressionSyntax At, WalkedBody Body)> Find()
    {
        foreach (var body in trail.Bodies)
        {
            if (!body.IsMigration && body.Builders.Count == 0)
            {
                continue;
            }

            var text = body.Node.SyntaxTree.GetText().ToString(body.Node.Span);
            foreach (var root in body.IsMigration ? roots : [])
            {
                // Questions about the schema change nothing.
                if (root != "Schema")
                {
                    Search(body, text, root, isRoot: true);
                }
            }

            foreach (var builder in body.Builders)
            {
                Search(body, text, builder, isRoot: false);
            }
        }

        return _found;
    }

    private void Search(WalkedBody body, string text, string name, bool isRoot)
    {
        var tree = body.Node.SyntaxTree;
        bool? isOther = null;
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0 && _found.Count < Most; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            var position = body.Node.SpanStart + at;
            if ((at > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[at - 1]))
                || (at + name.Length < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[at + name.Length]))
                || trail.IsReached(tree, position) || trail.IsDead(tree, position))
            {
                continue;
            }

            if (Named(tree, position) is { } use && ((isRoot && IsOfThis(use)) || IsValue(use)) && Runs(use, body, name)
                && !(isRoot && !IsOfThis(use) && (isOther ??= IsOther(name, body))))
            {
                Add(Whole(use), body);
            }
        }
    }

    private static SimpleNameSyntax? Named(SyntaxTree tree, int position)
        => tree.GetRoot().FindToken(position) is { Parent: SimpleNameSyntax name } token && token.SpanStart == position && !SyntaxFacts.IsInTypeOnlyContext(name) ? name : null;

    private static bool IsOfThis(SimpleNameSyntax name)
        => name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or BaseExpressionSyntax } access && access.Name == name;

    /// <summary>Whether a name is that of a type, a member or a variable of the sources.</summary>
    private bool IsOther(string name, WalkedBody body)
    {
        if (knowledge.Find(name, 0, body.Part) is not null)
        {
            return true;
        }

        SourceType? type = knowledge.Whole(body.Part);
        for (var depth = 0; type is not null && depth < DeepestBases; depth++)
        {
            if (type.Members(name).Any())
            {
                return true;
            }

            type = knowledge.BaseOf(type);
        }

        return body.Node.DescendantNodes().Any(node => node switch
        {
            VariableDeclaratorSyntax { Identifier.ValueText: var variable } => variable == name,
            SingleVariableDesignationSyntax { Identifier.ValueText: var variable } => variable == name,
            ForEachStatementSyntax { Identifier.ValueText: var variable } => variable == name,
            _ => false,
        });
    }

    private static bool IsValue(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Expression == name && !IsQuestion(access),
        AssignmentExpressionSyntax assignment => assignment.Left != name,
        MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax => false,
        ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } } => false,
        _ => true,
    };

    // Which database it is changes nothing.
    private static bool IsQuestion(MemberAccessExpressionSyntax access)
        => access.Name.Identifier.ValueText is var name && (name == "ActiveProvider" || (name.StartsWith("Is", StringComparison.Ordinal) && access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 }));

    /// <summary>Whether a use belongs to what the body declares, and to no function in it that is not called.</summary>
    private bool Runs(SimpleNameSyntax use, WalkedBody body, string name)
    {
        for (SyntaxNode? node = use; node is not null && node != body.Node; node = node.Parent)
        {
            var runs = node switch
            {
                InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } => false,
                LocalFunctionStatementSyntax local => trail.Functions.Contains(local) && !Declares(local.ParameterList.Parameters, name),
                ParenthesizedLambdaExpressionSyntax lambda => !Declares(lambda.ParameterList.Parameters, name) && MayRun(lambda, body),
                SimpleLambdaExpressionSyntax lambda => lambda.Parameter.Identifier.ValueText != name && MayRun(lambda, body),
                AnonymousMethodExpressionSyntax method => !Declares(method.ParameterList?.Parameters ?? default, name) && MayRun(method, body),
                _ => true,
            };
            if (!runs)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Declares(SeparatedSyntaxList<ParameterSyntax> parameters, string name) => parameters.Any(parameter => parameter.Identifier.ValueText == name);

    // A function in a variable that nobody uses is not called.
    private bool MayRun(AnonymousFunctionExpressionSyntax function, WalkedBody body)
        => trail.Functions.Contains(function)
            || function.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax, Identifier.ValueText: var variable } }
            || body.Node.DescendantNodes().Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == variable && !trail.IsDead(body.Node.SyntaxTree, name.SpanStart));

    private static ExpressionSyntax Whole(ExpressionSyntax expression)
    {
        while (expression.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax or ConditionalAccessExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            expression = (ExpressionSyntax)expression.Parent;
        }

        return expression;
    }

    private void Add(ExpressionSyntax at, WalkedBody body)
    {
        foreach (var (other, _) in _found)
        {
            if (other.SyntaxTree == at.SyntaxTree && other.Span.Contains(at.Span))
            {
                return;
            }
        }

        _found.Add((at, body));
    }
}
