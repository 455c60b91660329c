using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    private const int MostTurns = 100;

    private Outcome ForEach(CommonForEachStatementSyntax loop)
    {
        if (Library.Lists.ItemsOf(Evaluate(loop.Expression)) is not { Count: <= MostTurns } items)
        {
            return Once(loop, loop.Statement, [], () => Bind(loop, null));
        }

        _trail.Skip(items.Count == 0 ? loop.Statement : null);
        var (mayReturn, conditions) = (false, _conditions);
        foreach (var item in items)
        {
            var outcome = Within(() =>
            {
                Bind(loop, item);
                return Run(loop.Statement);
            });
            mayReturn |= outcome.MayReturn;
            if (outcome is { Leaves: true, MayReturn: true } || (outcome.Leaves && Breaks(loop.Statement)))
            {
                _conditions = conditions;
                return outcome with { Leaves = outcome.MayReturn && !outcome.MayBreak && outcome.Leaves, MayBreak = false };
            }

            _conditions += outcome.MayReturn || (outcome.MayBreak && Breaks(loop.Statement)) ? 1 : 0;
        }

        _conditions = conditions;
        return new Outcome(Leaves: false, mayReturn, MayBreak: false);
    }

    // A turn that is left by continue says nothing about the next one.
    private static bool Breaks(StatementSyntax body) => body.DescendantNodesAndSelf(static node => node is StatementSyntax or SwitchSectionSyntax or ElseClauseSyntax).Any(static node => node is BreakStatementSyntax);

    private void Bind(CommonForEachStatementSyntax loop, Value? item)
    {
        switch (loop)
        {
            case ForEachStatementSyntax { Identifier: var name }:
                Declare(name.ValueText, item ?? new UnknownValue($"{name.ValueText} is known only at run time", loop));
                break;
            case ForEachVariableStatementSyntax { Variable: var variable }:
                Deconstruct(variable, item, loop);
                break;
        }
    }

    private Outcome For(ForStatementSyntax loop) => Within(() =>
    {
        if (loop.Declaration is not null)
        {
            Declare(loop.Declaration);
        }

        foreach (var initializer in loop.Initializers)
        {
            Evaluate(initializer);
        }

        return Turns(loop, loop.Condition, loop.Statement, loop.Incrementors);
    });

    private Outcome While(WhileStatementSyntax loop) => Turns(loop, loop.Condition, loop.Statement, default);

    private Outcome Do(DoStatementSyntax loop)
    {
        Forget(loop, loop.Statement, []);
        _loops++;
        var outcome = Run(loop.Statement);
        _loops--;
        Evaluate(loop.Condition);
        return outcome with { Leaves = outcome.Leaves && !outcome.MayBreak, MayBreak = false };
    }

    /// <summary>Turn by turn as long as the condition is known; as soon as it is not, everything is taken back and the body stands for all its turns.</summary>
    private Outcome Turns(SyntaxNode at, ExpressionSyntax? condition, StatementSyntax body, SeparatedSyntaxList<ExpressionSyntax> steps)
    {
        var (before, result, conditions) = (_calls.Count, _frame.Result, _conditions);
        var attempt = new Scope(_scope) { IsBranch = true };
        var outer = _scope;
        for (var turn = 0; turn <= MostTurns && condition is not null && Spend(at); turn++)
        {
            _scope = attempt;
            var truth = Values.Truth(Evaluate(condition));
            var outcome = truth == true ? Run(body) : Outcome.Next;
            foreach (var step in steps)
            {
                Evaluate(step);
            }

            _scope = outer;
            if (truth == false)
            {
                _trail.Skip(turn == 0 ? body : null);
                Keep(attempt);
                return Outcome.Next;
            }

            if (truth is null || outcome.MayLeave || outcome.Leaves)
            {
                break;
            }
        }

        _calls.RemoveRange(before, _calls.Count - before);
        _conditions = conditions;
        return Once(at, body, steps, condition is null ? null : () => Evaluate(condition));
    }

    private void Keep(Scope attempt)
    {
        foreach (var name in attempt.Names.ToArray())
        {
            if (_scope.Find(name) is not null)
            {
                _scope.Assign(name, attempt.Find(name)!);
            }
        }
    }

    /// <summary>The body of a loop of which the number of turns is not known.</summary>
    private Outcome Once(SyntaxNode at, StatementSyntax body, SeparatedSyntaxList<ExpressionSyntax> steps, Action? begin)
    {
        Forget(at, body, steps);
        _loops++;
        var outcome = Branch(() =>
        {
            _scope = new Scope(_scope);
            begin?.Invoke();
            return Run(body);
        });
        _loops--;
        return new Outcome(Leaves: false, outcome.MayReturn, MayBreak: false);
    }

    /// <summary>What a loop assigns is not known while it runs.</summary>
    private void Forget(SyntaxNode at, StatementSyntax body, SeparatedSyntaxList<ExpressionSyntax> steps)
    {
        foreach (var node in body.DescendantNodesAndSelf().Concat(steps.SelectMany(static step => step.DescendantNodesAndSelf())))
        {
            var target = node switch
            {
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name,
                PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } change when change.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression => name,
                PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } change when change.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression => name,
                _ => null,
            };
            if (target is not null && _scope.Find(target.Identifier.ValueText) is { } value && !Values.IsBuilder(value))
            {
                _scope.Assign(target.Identifier.ValueText, new UnknownValue($"{target.Identifier.ValueText} changes in a loop", target));
            }
        }
    }
}
