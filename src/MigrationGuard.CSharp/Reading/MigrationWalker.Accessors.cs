using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading.Declarations;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    private bool RunSetter(SourceType type, string member, Value value, SyntaxNode at, RowValue? row)
    {
        foreach (var (node, part) in Inherited(type, member))
        {
            if (node is PropertyDeclarationSyntax property)
            {
                return Accessor(property, SyntaxKind.SetAccessorDeclaration) is { } setter && RunAccessor(setter, part, null, Reading.Arguments.None, value, at, row) is not null;
            }
        }

        return false;
    }

    /// <summary>An indexer of the sources; null when there is none with code.</summary>
    private Value? RunIndexer(SourceType type, Arguments indexes, Value? value, SyntaxNode at, RowValue? row)
    {
        foreach (var (node, part) in Inherited(type, TypePart.Indexer))
        {
            if (node is IndexerDeclarationSyntax indexer && Parameters.Fits(indexer.ParameterList.Parameters, indexes))
            {
                return value is null && indexer.ExpressionBody is { } body
                    ? RunAccessor(body, part, indexer.ParameterList, indexes, null, at, row)
                    : Accessor(indexer, value is null ? SyntaxKind.GetAccessorDeclaration : SyntaxKind.SetAccessorDeclaration) is { } accessor
                        ? RunAccessor(accessor, part, indexer.ParameterList, indexes, value, at, row) : null;
            }
        }

        return null;
    }

    private Value? RunAccessor(SyntaxNode code, TypePart part, BracketedParameterListSyntax? parameters, Arguments indexes, Value? value, SyntaxNode at, RowValue? row)
    {
        var (body, arrow) = code is AccessorDeclarationSyntax accessor ? (accessor.Body, accessor.ExpressionBody) : (null, (ArrowExpressionClauseSyntax)code);
        if ((body is null && arrow is null) || _frame.Depth >= DeepestCalls || !_open.Add(code))
        {
            return null;
        }

        var scope = new Scope(null);
        if (parameters is not null)
        {
            Parameters.Bind(scope, parameters.Parameters, indexes, Evaluate);
        }

        if (value is not null)
        {
            scope.Declare("value", value);
        }

        try
        {
            var self = row is null ? _frame.Self is null ? null : _migration.Type : TypeOf(row);
            return Run(new Frame(part, self, _frame) { Method = code, Instance = row }, scope, body, arrow, at);
        }
        finally
        {
            _open.Remove(code);
        }
    }

    private static AccessorDeclarationSyntax? Accessor(BasePropertyDeclarationSyntax property, SyntaxKind kind)
    {
        foreach (var accessor in property.AccessorList?.Accessors ?? default)
        {
            if (accessor.IsKind(kind) || (kind == SyntaxKind.SetAccessorDeclaration && accessor.IsKind(SyntaxKind.InitAccessorDeclaration)))
            {
                return accessor;
            }
        }

        return null;
    }

    private IEnumerable<(SyntaxNode Node, TypePart Part)> Inherited(SourceType type, string member)
    {
        SourceType? current = type;
        for (var depth = 0; current is not null && depth < DeepestCalls * 2; depth++)
        {
            foreach (var part in current.Parts)
            {
                foreach (var node in part.Members(member))
                {
                    yield return (node, part);
                }
            }

            current = _knowledge.BaseOf(current);
        }
    }
}
