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
        var value = Evaluate(choice.Expression);
        SwitchSectionSyntax? chosen = null;
        var open = false;
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
            var branches = choice.Sections.Select(section => (Func<Outcome>)(() => Run(section.Statements))).ToList();
            if (!choice.Sections.Any(static section => section.Labels.Any(static label => label.IsKind(SyntaxKind.DefaultSwitchLabel))))
            {
                branches.Add(static () => Outcome.Next);
            }

            return Either(choice, branches) with { MayBreak = false };
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

    private bool? Matches(Value value, SwitchLabelSyntax label) => label switch
    {
        CaseSwitchLabelSyntax { Value: var constant } => Comparisons.Equal(value, Evaluate(constant)),
        CasePatternSwitchLabelSyntax { Pattern: var pattern, WhenClause: var when } => Matches(value, pattern) switch
        {
            true when when is not null => Values.Truth(Evaluate(when.Condition)),
            var matches => matches,
        },
        _ => false,
    };

    /// <summary>Whether a value has the shape of a pattern; null when it is not known.</summary>
    private bool? Matches(Value value, PatternSyntax pattern) => pattern switch
    {
        DiscardPatternSyntax => true,
        VarPatternSyntax { Designation: SingleVariableDesignationSyntax name } => Bound(name, value),
        ConstantPatternSyntax { Expression: var constant } => Comparisons.Equal(value, Evaluate(constant)),
        ParenthesizedPatternSyntax { Pattern: var inner } => Matches(value, inner),
        UnaryPatternSyntax { Pattern: var inner } => !Matches(value, inner),
        BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } either => Matches(value, either.Left) | Matches(value, either.Right),
        BinaryPatternSyntax both => Matches(value, both.Left) & Matches(value, both.Right),
        RelationalPatternSyntax relation => Comparisons.Ordered(value, relation.OperatorToken.Kind(), Evaluate(relation.Expression)),
        DeclarationPatternSyntax { Designation: SingleVariableDesignationSyntax name } => Bound(name, value) ? null : null,
        _ => null,
    };

    private bool Bound(SingleVariableDesignationSyntax name, Value value)
    {
        Declare(name.Identifier.ValueText, value);
        return true;
    }

    /// <summary>Exactly one of several branches runs, it is not known which.</summary>
    private Outcome Either(SyntaxNode at, IReadOnlyList<Func<Outcome>> branches)
    {
        var scopes = new List<Scope>();
        Outcome? outcome = null;
        foreach (var branch in branches)
        {
            var scope = new Scope(_scope) { IsBranch = true };
            var ended = Conditionally(scope, branch);
            outcome = outcome?.Or(ended) ?? ended;
            if (!ended.Leaves)
            {
                scopes.Add(scope);
            }
        }

        Merge(at, scopes);
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

    /// <summary>Names keep the value on which all branches agree.</summary>
    private void Merge(SyntaxNode at, List<Scope> branches)
    {
        foreach (var name in branches.SelectMany(static branch => branch.Names).Distinct(StringComparer.Ordinal).ToArray())
        {
            if (_scope.Find(name) is null)
            {
                continue;
            }

            var first = branches[0].Find(name)!;
            var agreed = branches.TrueForAll(branch => Values.Same(branch.Find(name)!, first));
            _scope.Assign(name, agreed ? first : new UnknownValue($"{name} depends on a condition", at) { IsBuilder = branches.Exists(branch => Values.IsBuilder(branch.Find(name)!)) });
        }
    }

    /// <summary>One of two values, it is not known which; both are evaluated for the calls they make.</summary>
    private Value Choose(ExpressionSyntax at, IReadOnlyList<Func<Value>> choices)
    {
        var values = new List<Value>();
        Either(at, [.. choices.Select(choice => (Func<Outcome>)(() =>
        {
            values.Add(choice());
            return Outcome.Next;
        }))]);
        return values.Count > 0 && values.TrueForAll(value => Values.Same(value, values[0]))
            ? values[0]
            : new UnknownValue("it depends on a condition", at) { IsBuilder = values.Exists(Values.IsBuilder) };
    }
}
