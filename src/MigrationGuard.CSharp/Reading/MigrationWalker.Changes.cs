using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    /// <summary>The types of the runtime library whose static methods leave what they are given as it is.</summary>
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "string", "String", "Math", "Convert", "Console", "Debug", "Trace", "Path", "File", "Enumerable", "Regex", "Guid", "DateTime", "DateTimeOffset", "TimeSpan", "Environment", "Encoding", "JsonSerializer", "RawSql", "nameof", "object", "Enum", "int", "Int32", "long", "Type",
    };

    private readonly Journal _journal = new();

    /// <summary>A variable or object has one of these values from now on.</summary>
    private void Change(Slot slot, IReadOnlyList<Value> values, SyntaxNode at)
    {
        var merged = Values.Merged(values, at, slot.Name);
        if (ReferenceEquals(merged, slot.Value))
        {
            return;
        }

        _journal.Set(slot, merged);
        if (merged is UnknownValue && slot.Name is null)
        {
            foreach (var value in values)
            {
                LoseParts(value, at);
            }
        }
    }

    /// <summary>An object has another content from now on; the new one is made from the old one by <c>with</c>.</summary>
    private void Change(ObjectValue before, Func<Value> after)
    {
        var slot = before.Slot;
        _journal.Set(slot, after());
    }

    /// <summary>What changed behind a place, and may have been left on the way, is not known.</summary>
    private void Unsettle(Journal.Place from, SyntaxNode at)
    {
        foreach (var slot in _journal.Unsettled(from))
        {
            if (slot.Value is not UnknownValue)
            {
                var unknown = new UnknownValue($"{slot.Name ?? UnknownValue.Shorten(slot.Value.At.ToString())} depends on a condition", at) { IsBuilder = Values.IsBuilder(slot.Value) };
                Change(slot, [slot.Value, unknown], at);
            }
        }
    }

    /// <summary>Somebody who is not followed gets it, and may change or call it at any time.</summary>
    private void Lose(Value value, SyntaxNode at)
    {
        switch (value)
        {
            case FunctionValue function:
                Escape(function, at);
                break;
            case RowValue { IsTuple: true } or RowValue { Type: null }:
                LoseParts(value, at);
                break;
            case ObjectValue { Now: ObjectValue now }:
                _journal.Set(now.Slot, new UnknownValue($"{UnknownValue.Shorten(now.At.ToString())} may be changed elsewhere", at) { IsBuilder = HoldsBuilder(now) });
                LoseParts(now, at);
                break;
        }
    }

    /// <summary>A variable that has another name from now on.</summary>
    private Value Referred(ExpressionSyntax variable)
    {
        var value = Evaluate(variable);
        if (variable is IdentifierNameSyntax { Identifier.ValueText: var name } && _scope.Slot(name) is { } slot && !Values.IsBuilder(value))
        {
            _journal.Set(slot, Unknown(variable));
            slot.IsLost = true;
        }

        return Values.IsBuilder(value) ? value : Unknown(variable);
    }

    private void LoseParts(Value value, SyntaxNode at)
    {
        foreach (var part in PartsOf(value))
        {
            Lose(part, at);
        }
    }

    private static bool HoldsBuilder(Value value)
    {
        foreach (var part in PartsOf(value))
        {
            if (Values.IsBuilder(part))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<Value> PartsOf(Value value) => value switch
    {
        ListValue { Items: var items } => items,
        RowValue { Cells: var cells, Arguments.Items: var given } => cells.Select(static cell => cell.Value).Concat(given.Select(static item => item.Value)),
        _ => [],
    };

    // What is not among the sources may call the functions that it is given, any number of times, also later.
    private void Escape(FunctionValue function, SyntaxNode at)
    {
        if (_open.Contains(function.Function))
        {
            return;
        }

        var place = _journal.Here;
        Repeatedly(at, () => Branch(() =>
        {
            Invoke(function, Reading.Arguments.None, at);
            return Outcome.Next;
        }));
        foreach (var slot in _journal.Since(place))
        {
            slot.IsLost |= slot.Name is { } name && function.Scope.Slot(name) == slot;
        }
    }

    private static bool IsHarmless(SyntaxNode call) => call is InvocationExpressionSyntax
    {
        Expression: MemberAccessExpressionSyntax
        {
            Expression: PredefinedTypeSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax },
        } access,
    } && Harmless.Contains(LastName(access.Expression));
}
