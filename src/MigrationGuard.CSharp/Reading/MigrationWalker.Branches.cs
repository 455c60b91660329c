using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    private Outcome If(IfStatementSyntax choice)
    {
        var truth = Values.Truth(Evaluate(choice.Condition));
        if (truth is null)
        {
            return Either(choice, [() => Run(choice.Statement), () => Run(choice.Else?.Statement)]);
        }

        _trail.Skip(truth == true ? choice.Else : choice.Statement);
        return Run(truth == true ? choice.Statement : choice.Else?.Statement);
    }

    private Outcome Switch(SwitchStatementSyntax choice)
    {
        var place = _journal.Here;
        var value = Evaluate(choice.Expression);
        var jumps = choice.Sections.Any(static section => Jumps(section, SyntaxKind.GotoCaseStatement, SyntaxKind.GotoDefaultStatement));
        var outcome = jumps ? Repeatedly(choice, () => Sections(value, choice, jumps)) : Sections(value, choice, jumps);
        if (choice.Sections.Any(static section => BreaksWithin(section)))
        {
            Unsettle(place, choice);
        }

        return outcome;
    }

    private Outcome Sections(Value value, SwitchStatementSyntax choice, bool anyOrder)
    {
        SwitchSectionSyntax? chosen = null;
        var open = anyOrder;
        foreach (var section in choice.Sections)
        {
            foreach (var label in section.Labels)
            {
                var matches = Matches(value, label);
                open |= matches is null;
                chosen = matches == true && !open ? chosen ?? section : chosen;
            }
        }

        if (open)
        {
            var branches = choice.Sections.Select(section => (Func<Outcome>)(() => OutOf(Run(section.Statements)))).ToList();
            if (!choice.Sections.Any(static section => section.Labels.Any(static label => label.IsKind(SyntaxKind.DefaultSwitchLabel))))
            {
                branches.Add(static () => Outcome.Next);
            }

            return Either(choice, branches);
        }

        chosen ??= choice.Sections.FirstOrDefault(static section => section.Labels.Any(static label => label.IsKind(SyntaxKind.DefaultSwitchLabel)));
        SkipOthers(choice, chosen);
        return chosen is null ? Outcome.Next : OutOf(Within(() => Run(chosen.Statements)));
    }

    // From one section a goto may lead to another.
    private void SkipOthers(SwitchStatementSyntax choice, SwitchSectionSyntax? chosen)
    {
        if (chosen?.DescendantNodes().Any(static node => node is GotoStatementSyntax) == true)
        {
            return;
        }

        foreach (var section in choice.Sections)
        {
            if (section != chosen)
            {
                _trail.Skip(section);
            }
        }
    }

    // break ends the section, not what is around the switch.
    private static Outcome OutOf(Outcome section) => section.MayBreak ? section with { Leaves = false, MayBreak = false } : section;

    private static bool BreaksWithin(SwitchSectionSyntax section)
    {
        foreach (var statement in section.Statements)
        {
            if (statement is not (BreakStatementSyntax or ReturnStatementSyntax or ExpressionStatementSyntax or LocalDeclarationStatementSyntax)
                && !(statement is BlockSyntax { Statements: [.., BreakStatementSyntax] } block && block.Statements.Take(block.Statements.Count - 1).All(static inner => !Breaks(inner)))
                && Breaks(statement))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Jumps(SyntaxNode body, params SyntaxKind[] kinds)
    {
        foreach (var node in body.DescendantNodes(static node => node is not ExpressionSyntax))
        {
            if (node is GotoStatementSyntax jump && Array.IndexOf(kinds, jump.Kind()) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private bool? Matches(Value value, SwitchLabelSyntax label) => label switch
    {
        CaseSwitchLabelSyntax { Value: var constant } => Comparisons.Equal(value, Evaluate(constant)),
        CasePatternSwitchLabelSyntax { Pattern: var pattern, WhenClause: var when } => Matches(value, pattern) switch
        {
            true when when is not null => Values.Truth(Evaluate(when.Condition)),
            null when when is not null => Perhaps(when.Condition),
            var matches => matches,
        },
        _ => false,
    };

    private bool? Perhaps(ExpressionSyntax condition)
    {
        Branch(() =>
        {
            Evaluate(condition);
            return Outcome.Next;
        });
        return null;
    }

    /// <summary>Exactly one of several branches runs, it is not known which.</summary>
    private Outcome Either(SyntaxNode at, IReadOnlyList<Func<Outcome>> branches)
    {
        var ends = new List<Dictionary<Slot, Value>>();
        Outcome? outcome = null;
        foreach (var branch in branches)
        {
            var place = _journal.Here;
            var ended = Conditionally(new Scope(_scope), branch);
            outcome = outcome?.Or(ended) ?? ended;
            var end = _journal.Undo(place);
            if (!ended.Leaves)
            {
                ends.Add(end);
            }
        }

        Merge(at, ends);
        return outcome ?? Outcome.Next;
    }

    /// <summary>Something that runs or does not.</summary>
    private Outcome Branch(Func<Outcome> run) => Either(_site ?? _frame.Part.Node, [run, static () => Outcome.Next]);

    private T Conditionally<T>(Scope scope, Func<T> run)
    {
        var outer = _scope;
        _scope = scope;
        _conditions++;
        try
        {
            return run();
        }
        finally
        {
            _conditions--;
            _scope = outer;
        }
    }

    /// <summary>Variables and objects keep what all branches agree on.</summary>
    private void Merge(SyntaxNode at, List<Dictionary<Slot, Value>> ends)
    {
        var merged = new HashSet<Slot>();
        foreach (var end in ends)
        {
            foreach (var slot in end.Keys)
            {
                if (merged.Add(slot))
                {
                    Change(slot, [.. ends.Select(other => other.TryGetValue(slot, out var value) ? value : slot.Value)], at);
                }
            }
        }
    }

    /// <summary>One of two values, it is not known which; both are evaluated for the calls they make.</summary>
    private Value Choose(ExpressionSyntax at, IReadOnlyList<Func<Value>> choices)
    {
        var values = new List<Value>();
        var scope = _scope;
        Either(at, [.. choices.Select(choice => (Func<Outcome>)(() =>
        {
            // What an expression declares can be used behind it.
            _scope = scope;
            values.Add(choice());
            return Outcome.Next;
        }))]);
        return values.Count > 0 && values.TrueForAll(value => Values.Same(value, values[0]))
            ? values[0]
            : new UnknownValue("it depends on a condition", at) { IsBuilder = values.Exists(Values.IsBuilder) };
    }
}
