using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Folding;

/// <content>Local variables: their statements are followed from the declaration to the place of use.</content>
internal sealed partial class StringFolder
{
    private Folded Local(ExpressionSyntax name, ILocalSymbol local)
    {
        if (_environment.TryGetValue(local, out var known))
        {
            return known;
        }

        if (local.DeclaringSyntaxReferences is [var loop] && loop.GetSyntax() is ForEachStatementSyntax each && Items(each.Expression) is { Count: > 0 } items)
        {
            return items.Aggregate(Folded.None, (result, item) => Folded.Either(result, Fold(item), name));
        }

        if (local.DeclaringSyntaxReferences is not [var only] || only.GetSyntax() is not VariableDeclaratorSyntax declarator
            || declarator.FirstAncestorOrSelf<StatementSyntax>() is not { } declaration)
        {
            return Folded.Failed(name, $"{Shown(name)} is known only at run time");
        }

        var value = declarator.Initializer is { } initializer ? Fold(initializer.Value) : Folded.Failed(name, $"{local.Name} has no value when it is declared");
        if (!IsAssignedAnywhere(local, declaration.Parent ?? declaration))
        {
            return value;
        }

        var siblings = declaration.Parent switch
        {
            BlockSyntax block => block.Statements,
            SwitchSectionSyntax section => section.Statements,
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => [.. unit.Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement)],
            _ => default,
        };
        return siblings.Count == 0 ? Folded.Failed(name, $"{local.Name} changes at run time") : Along(siblings, local, declaration, name, value).Value;
    }

    /// <summary>The value when <paramref name="use"/> is reached, or behind the last statement; and whether the use was met.</summary>
    private (Folded Value, bool Met) Along(SyntaxList<StatementSyntax> statements, ILocalSymbol local, SyntaxNode? after, ExpressionSyntax use, Folded value)
    {
        var begun = after is null;
        foreach (var statement in statements)
        {
            if (!begun)
            {
                begun = statement == after;
                continue;
            }

            if (statement.Span.Contains(use.Span))
            {
                return (Inside(statement, local, use, value), true);
            }

            value = Behind(statement, local, use, value);
        }

        return (value, false);
    }

    /// <summary>The value at a use within a statement.</summary>
    private Folded Inside(StatementSyntax statement, ILocalSymbol local, ExpressionSyntax use, Folded value)
    {
        if (statement is ForStatementSyntax or ForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax && IsAssignedAnywhere(local, statement))
        {
            return Folded.Failed(use, $"{local.Name} is put together in a loop");
        }

        foreach (var child in statement.ChildNodes())
        {
            if (!child.Span.Contains(use.Span))
            {
                // using (…), if (…), try { … } catch: what stands in front may have run.
                value = child is StatementSyntax before && child.Span.End <= use.SpanStart && statement is TryStatementSyntax ? Behind(before, local, use, value) : value;
                continue;
            }

            return child switch
            {
                BlockSyntax block => Along(block.Statements, local, null, use, value).Value,
                StatementSyntax nested => Inside(nested, local, use, value),
                ElseClauseSyntax other => Inside(other.Statement, local, use, value),
                CatchClauseSyntax { Block: var block } => Along(block.Statements, local, null, use, value).Value,
                FinallyClauseSyntax { Block: var block } => Along(block.Statements, local, null, use, value).Value,
                SwitchSectionSyntax section => Along(section.Statements, local, null, use, value).Value,
                _ => value,
            };
        }

        return value;
    }

    /// <summary>The value behind a statement.</summary>
    private Folded Behind(StatementSyntax statement, ILocalSymbol local, ExpressionSyntax use, Folded value)
    {
        if (!IsAssignedAnywhere(local, statement))
        {
            return value;
        }

        switch (statement)
        {
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax } assignment } when IsLocal(assignment.Left, local):
                return Assigned(assignment, local, value);
            case BlockSyntax block:
                return Along(block.Statements, local, null, use, value).Value;
            case IfStatementSyntax choice:
                var then = Leaves(choice.Statement) ? Folded.None : Behind(choice.Statement, local, use, value);
                var otherwise = choice.Else is null ? value : Leaves(choice.Else.Statement) ? Folded.None : Behind(choice.Else.Statement, local, use, value);
                return Folded.Either(then, otherwise, choice);
            case SwitchStatementSyntax choice:
                return Sections(choice, local, use, value);
            case UsingStatementSyntax block:
                return Behind(block.Statement, local, use, value);
            case TryStatementSyntax attempt when attempt.Catches.All(handler => Leaves(handler.Block)):
                return Behind(attempt.Block, local, use, value);
            default:
                return Folded.Failed(use, $"{local.Name} is put together in a loop or in a way that is not followed");
        }
    }

    private Folded Assigned(AssignmentExpressionSyntax assignment, ILocalSymbol local, Folded value)
    {
        var before = _environment.TryGetValue(local, out var old) ? old : null;
        _environment[local] = value;
        try
        {
            var right = Fold(assignment.Right);
            return assignment.Kind() switch
            {
                SyntaxKind.SimpleAssignmentExpression => right,
                SyntaxKind.AddAssignmentExpression => Folded.Concat(value, right, assignment),
                _ => Folded.Failed(assignment, $"{local.Name} changes at run time"),
            };
        }
        finally
        {
            Restore(local, before);
        }
    }

    private Folded Sections(SwitchStatementSyntax choice, ILocalSymbol local, ExpressionSyntax use, Folded value)
    {
        var complete = choice.Sections.Any(section => section.Labels.Any(label => label is DefaultSwitchLabelSyntax));
        var result = complete ? Folded.None : value;
        foreach (var section in choice.Sections)
        {
            if (section.Statements.LastOrDefault() is not (ReturnStatementSyntax or ThrowStatementSyntax))
            {
                result = Folded.Either(result, Along(section.Statements, local, null, use, value).Value, choice);
            }
        }

        return result;
    }

    private static bool Leaves(StatementSyntax statement) => statement switch
    {
        BlockSyntax { Statements: var statements } => statements.LastOrDefault() is { } last && Leaves(last),
        ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax => true,
        _ => false,
    };

    private bool IsLocal(ExpressionSyntax name, ISymbol local)
        => name is IdentifierNameSyntax { Identifier.ValueText: var text } && text == local.Name && SymbolEqualityComparer.Default.Equals(sources.Symbol(name), local);

    private bool IsAssigned(IParameterSymbol parameter, IMethodSymbol method)
        => method.DeclaringSyntaxReferences is [var only] && IsAssignedAnywhere(parameter, only.GetSyntax());

    private bool IsAssignedAnywhere(ISymbol local, SyntaxNode node)
    {
        foreach (var found in node.DescendantNodes())
        {
            var target = found switch
            {
                AssignmentExpressionSyntax assignment => assignment.Left,
                ArgumentSyntax { RefKindKeyword.RawKind: not 0 } argument => argument.Expression,
                _ => null,
            };
            if (target is not null && IsLocal(target, local))
            {
                return true;
            }
        }

        return false;
    }
}
