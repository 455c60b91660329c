using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MigrationGuard.CSharp.Reading.Library;

namespace MigrationGuard.CSharp.Reading;

internal sealed partial class MigrationWalker
{
    private static readonly ExpressionSyntax Nowhere = SyntaxFactory.IdentifierName("item");

    /// <summary>A method of the runtime library on a value that is known; null when it is not known.</summary>
    private Value? LibraryCall(Value receiver, string name, Arguments arguments, InvocationExpressionSyntax call) => receiver switch
    {
        TextValue text => Texts.Of(text, name, arguments, call),
        TextBuilderValue builder => BuilderCall(builder, name, arguments, call),
        ConstantValue { Constant: IFormattable number } when name == "ToString" && Formatted(number, arguments) is { } text => new TextValue(MappedText.Of(text, call), call),
        ConstantValue { Constant: bool or char } constant when name == "ToString" => new TextValue(Values.Text(constant, call), call),
        MemberValue { IsEnum: true, Member: var member } when name == "ToString" => new TextValue(MappedText.Of(member, call), call),
        ConstantValue when name is "GetValueOrDefault" => receiver,
        RowValue { Type: "DateTime" } date when name == "ToString" && Dates.Formatted(date, arguments) is { } text => new TextValue(MappedText.Of(text, call), call),
        ListValue list => ListCall(list, name, arguments, call),
        RowValue row => RowCall(row, name, arguments, call),
        _ => null,
    };

    private Value BuilderCall(TextBuilderValue builder, string name, Arguments arguments, InvocationExpressionSyntax call)
    {
        var slot = builder.Slot;
        var after = builder.After(name, arguments, call);
        if (!ReferenceEquals(after, builder))
        {
            _journal.Set(slot, after);
            return slot.Value;
        }

        return name == "ToString" ? arguments.Count == 0 ? new TextValue(builder.Text(call), call) : Unknown(call) : name is "Clear" or "Append" ? builder : Unknown(call);
    }

    /// <summary>A method of an object whose class is not among the sources.</summary>
    private ConstantValue? RowCall(RowValue row, string name, Arguments arguments, InvocationExpressionSyntax call)
    {
        switch (name, arguments.Items)
        {
            case ("Add", [{ Value: var key }, { Value: var value }]) when Lists.IsDictionary(row) && Lists.HasKnownKeys(row) && Values.Known(key) is { } known:
                Change(row, () => With(row, known, value)!);
                return new ConstantValue(null, call);
            case ("Clear", []) when Lists.IsDictionary(row):
                Change(row, () => row with { Cells = [] });
                return new ConstantValue(null, call);
        }

        if (!row.IsTuple && row.Type is { } type && !Values.IsPlain(type) && !Lists.Asks(name))
        {
            Lose(row, call);
        }

        return null;
    }

    private Value? ListCall(ListValue list, string name, Arguments arguments, InvocationExpressionSyntax call)
    {
        _trail.Skip(list.Items.Count == 0 ? call.ArgumentList : null);
        if (Lists.Changed(list, name, arguments, call.Parent) is { } changed)
        {
            Change(list, () => changed());
            return list.IsSet && name == "Add" ? new ConstantValue(((ListValue)list.Slot.Value).Items.Count > list.Items.Count, call) : Unknown(call);
        }

        if (name == "ForEach" && arguments.Items is [{ Value: FunctionValue body }] && list.Items.Count <= MostTurns)
        {
            foreach (var item in list.Items)
            {
                Apply(body, item is ObjectValue held ? held.Now : item);
            }

            return new ConstantValue(null, call);
        }

        if (Lists.Of(list, name, arguments, call, Apply) is { } known)
        {
            return known;
        }

        if (!Lists.Asks(name))
        {
            Lose(list, call);
        }

        return null;
    }

    private Value Apply(FunctionValue function, Value item) => Invoke(function, new Arguments([new Argument(null, item, item.At as ExpressionSyntax ?? Nowhere)]), function.Function);

    /// <summary>A static method of the runtime library; null when it is not known.</summary>
    private static Value? LibraryCall(string type, string name, Arguments arguments, InvocationExpressionSyntax call) => (type, name) switch
    {
        ("string" or "String", _) => Texts.Static(name, arguments, call),
        ("FormattableString", "Invariant" or "CurrentCulture") when arguments.Items is [{ Value: var text }] => text,
        ("Enumerable", "Range") when Values.Number(arguments.Of("start", 0)) is { } start && Values.Number(arguments.Of("count", 1)) is { } count and >= 0 and <= 10_000
            => new ListValue([.. Enumerable.Range(0, count).Select(i => new ConstantValue(unchecked(start + i), call))], call),
        ("Enumerable", "Repeat") when arguments.Items is [{ Value: var item }, { Value: var times }] && Values.Number(times) is { } count and >= 0 and <= 10_000
            => new ListValue([.. Enumerable.Repeat(item, count)], call),
        ("Enumerable" or "Array", "Empty") => new ListValue([], call),
        ("Math", "Max" or "Min") when Values.Number(arguments.Of("val1", 0)) is { } left && Values.Number(arguments.Of("val2", 1)) is { } right
            => new ConstantValue(name == "Max" ? Math.Max(left, right) : Math.Min(left, right), call),
        ("Convert" or "int" or "Int32", "ToInt32" or "Parse") when Values.Known(arguments.Of("s", 0)) is { } text && int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            => new ConstantValue(number, call),
        ("Convert" or "long" or "Int64", "ToInt64" or "Parse") when Values.Known(arguments.Of("s", 0)) is { } text && long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)
            => new ConstantValue(number, call),
        ("Enum", "GetName") when arguments.Items is [.., { Value: MemberValue { IsEnum: true, Member: var member } }] => new TextValue(MappedText.Of(member, call), call),
        _ => null,
    };

    private static string? Formatted(IFormattable number, Arguments arguments)
    {
        var format = arguments.Items is [{ Value: var first }, ..] ? Values.Known(first) : null;
        if (arguments.Count > 0 && format is null && arguments.Items[0].Value is TextValue)
        {
            return null;
        }

        try
        {
            return number.ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
