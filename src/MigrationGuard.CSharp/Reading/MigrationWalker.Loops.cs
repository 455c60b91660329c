using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    private const int MostTurns = 100;
    private const int MostRounds = 3;

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
            var place = _journal.Here;
            var outcome = Within(() =>
            {
                Bind(loop, item is ObjectValue held ? held.Now : item);
                return Run(loop.Statement);
            });
            mayReturn |= outcome.MayReturn;
            if (outcome.MayBreak)
            {
                Unsettle(place, loop);
            }

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

    private static bool Continues(StatementSyntax body) => body.DescendantNodesAndSelf(static node => node is StatementSyntax or SwitchSectionSyntax or ElseClauseSyntax).Any(static node => node is ContinueStatementSyntax);

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
        var outcome = Repeatedly(loop, () =>
        {
            var place = _journal.Here;
            var turn = Run(loop.Statement);
            Evaluate(loop.Condition);
            if (turn.MayBreak)
            {
                Unsettle(place, loop);
            }

            return turn;
        });
        return outcome with { Leaves = outcome.Leaves && !outcome.MayBreak, MayBreak = false };
    }

    /// <summary>Turn by turn as long as the condition is known; as soon as it is not, everything is taken back and the body stands for all its turns.</summary>
    private Outcome Turns(SyntaxNode at, ExpressionSyntax? condition, StatementSyntax body, SeparatedSyntaxList<ExpressionSyntax> steps)
    {
        var (before, place, conditions, outer) = (_calls.Count, _journal.Here, _conditions, _scope);
        _scope = new Scope(outer);
        for (var turn = 0; turn <= MostTurns && Spend(at); turn++)
        {
            var truth = condition is null ? true : Values.Truth(Evaluate(condition));
            if (truth == false)
            {
                _trail.Skip(turn == 0 ? body : null);
                _scope = outer;
                return Outcome.Next;
            }

            var outcome = truth == true ? Run(body) : Outcome.Next;
            if (outcome.Leaves && (!outcome.MayBreak || !Continues(body)))
            {
                _scope = outer;
                _conditions = conditions;
                if (outcome.MayBreak)
                {
                    Unsettle(place, at);
                }

                return outcome with { Leaves = !outcome.MayBreak, MayBreak = false };
            }

            if (truth is null || outcome.MayLeave || outcome.Leaves)
            {
                break;
            }

            Evaluate(steps);
        }

        _scope = outer;
        TakeBack(before, place);
        _journal.Undo(place);
        _conditions = conditions;
        return Once(at, body, steps, condition is null ? null : () => Evaluate(condition));
    }

    private void Evaluate(SeparatedSyntaxList<ExpressionSyntax> steps)
    {
        foreach (var step in steps)
        {
            Evaluate(step);
        }
    }

    private void TakeBack(int calls, Journal.Place place)
    {
        _calls.RemoveRange(calls, _calls.Count - calls);
        _journal.Shrink(place);
    }

    /// <summary>The body of a loop of which the number of turns is not known.</summary>
    private Outcome Once(SyntaxNode at, StatementSyntax body, SeparatedSyntaxList<ExpressionSyntax> steps, Action? begin)
    {
        Forget(at, body, steps);
        var outcome = Repeatedly(at, () =>
        {
            var place = _journal.Here;
            var turn = Branch(() =>
            {
                begin?.Invoke();
                var ended = Run(body);
                Evaluate(steps);
                return ended with { Leaves = ended.Leaves && !ended.MayBreak };
            });
            if (turn.MayBreak)
            {
                Unsettle(place, at);
            }

            return turn;
        });
        return new Outcome(Leaves: false, outcome.MayReturn, MayBreak: false);
    }

    /// <summary>Something that may run again: it is walked until another turn finds nothing else than the one before.</summary>
    private Outcome Repeatedly(SyntaxNode at, Func<Outcome> run)
    {
        for (var round = 0; ; round++)
        {
            var (calls, place) = (_calls.Count, _journal.Here);
            _loops++;
            var outcome = run();
            _loops--;
            var ended = _journal.Undo(place);
            var changed = false;
            foreach (var end in ended)
            {
                changed |= end.Key.Value is not UnknownValue && !Values.Same(end.Key.Value, end.Value) && IsOutside(end.Key, at);
            }

            foreach (var end in ended)
            {
                Change(end.Key, changed && round < MostRounds ? [end.Key.Value, end.Value] : [end.Value], at);
            }

            if (!changed || round == MostRounds)
            {
                return outcome;
            }

            TakeBack(calls, place);
        }
    }

    private bool IsOutside(Slot slot, SyntaxNode loop)
        => slot.Name is { } name ? _scope.Slot(name) == slot : slot.Value.At.SyntaxTree != loop.SyntaxTree || !loop.Span.Contains(slot.Value.At.Span);

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
            if (target is not null && _scope.Slot(target.Identifier.ValueText) is { } slot && !Values.IsBuilder(slot.Value))
            {
                _journal.Set(slot, new UnknownValue($"{target.Identifier.ValueText} changes in a loop", target));
            }
        }
    }
}
