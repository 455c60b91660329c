using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Declarations;

/// <summary>The names that the code of a type gives other values, wherever it does.</summary>
internal sealed class MemberChanges
{
    private static readonly HashSet<string> Changing = new(StringComparer.Ordinal)
    {
        "Add", "AddRange", "AddFirst", "AddLast", "AddOrUpdate", "Append", "AppendLine", "AppendFormat", "Clear", "Dequeue", "Enqueue", "ExceptWith", "GetOrAdd", "Insert", "InsertRange", "IntersectWith", "Pop", "Push",
        "Remove", "RemoveAll", "RemoveAt", "RemoveRange", "RemoveWhere", "Replace", "Reverse", "Set", "SetValue", "Sort", "SymmetricExceptWith", "TryAdd", "TryDequeue", "TryPop", "TryRemove", "UnionWith",
    };

    private readonly HashSet<string> _assigned = new(StringComparer.Ordinal);
    private readonly HashSet<string> _touched = new(StringComparer.Ordinal);

    /// <summary>What constructors change; what they give away counts as touched.</summary>
    public static MemberChanges OfConstructors(BaseTypeDeclarationSyntax type)
    {
        var changes = new MemberChanges();
        foreach (var member in (type as TypeDeclarationSyntax)?.Members ?? default)
        {
            if (member is ConstructorDeclarationSyntax)
            {
                changes.Collect(member, arguments: true);
            }
        }

        return changes;
    }

    /// <summary>What anything in the type changes.</summary>
    public static MemberChanges Of(BaseTypeDeclarationSyntax type)
    {
        var changes = new MemberChanges();
        changes.Collect(type, arguments: false);
        return changes;
    }

    /// <summary>Whether a name is given a value.</summary>
    public bool Assigns(string name) => _assigned.Contains(name);

    /// <summary>Whether what a name stands for may get another content.</summary>
    public bool Touches(string name) => _touched.Contains(name);

    /// <summary>What a type changes of one name; the text is searched for it first.</summary>
    public static MemberChanges Of(BaseTypeDeclarationSyntax type, string name)
    {
        var changes = new MemberChanges();
        var text = type.SyntaxTree.GetText().ToString(type.Span);
        for (var at = name.Length == 0 ? -1 : text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
        {
            if ((at > 0 && SyntaxFacts.IsIdentifierPartCharacter(text[at - 1])) || (at + name.Length < text.Length && SyntaxFacts.IsIdentifierPartCharacter(text[at + name.Length])))
            {
                continue;
            }

            for (var node = type.FindToken(type.SpanStart + at).Parent; node is ExpressionSyntax or ArgumentSyntax or BaseArgumentListSyntax; node = node.Parent)
            {
                changes.Consider(node, arguments: false);
            }
        }

        return changes;
    }

    private void Collect(SyntaxNode root, bool arguments)
    {
        foreach (var node in root.DescendantNodes())
        {
            Consider(node, arguments);
        }
    }

    private void Consider(SyntaxNode node, bool arguments)
    {
        switch (node)
        {
            case AssignmentExpressionSyntax { Left: var target } assignment when assignment.Parent is not InitializerExpressionSyntax:
                Target(target);
                break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression or (int)SyntaxKind.AddressOfExpression, Operand: var operand }:
                Target(operand);
                break;
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression, Operand: var operand }:
                Target(operand);
                break;
            case RefExpressionSyntax { Expression: var referred }:
                Target(referred);
                break;
            case ArgumentSyntax { Expression: var given } argument when arguments || argument.RefKindKeyword.RawKind is (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword:
                if (argument.RefKindKeyword.RawKind is (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword)
                {
                    Target(given);
                }

                Touch(given);
                break;
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called, Expression: var receiver } } when Changing.Contains(called):
                Touch(receiver);
                break;
        }
    }

    private void Target(ExpressionSyntax target)
    {
        switch (target)
        {
            case TupleExpressionSyntax { Arguments: var items }:
                foreach (var item in items)
                {
                    Target(item.Expression);
                }

                break;
            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                _assigned.Add(name);
                break;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member, Expression: var of }:
                _assigned.Add(member);
                Touch(of);
                break;
            case ElementAccessExpressionSyntax { Expression: var of }:
                Touch(of);
                break;
            case ParenthesizedExpressionSyntax { Expression: var inner }:
                Target(inner);
                break;
        }
    }

    private void Touch(ExpressionSyntax touched)
    {
        switch (touched)
        {
            case IdentifierNameSyntax { Identifier.ValueText: var name }:
                _touched.Add(name);
                break;
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var member }:
                _touched.Add(member);
                break;
            case ElementAccessExpressionSyntax { Expression: var of }:
                Touch(of);
                break;
            case PostfixUnaryExpressionSyntax { Operand: var sure }:
                Touch(sure);
                break;
        }
    }
}
