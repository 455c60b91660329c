using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Library;

/// <summary>The methods of collections that are known.</summary>
internal static class Lists
{
    private const int MostItems = 10_000;

    /// <summary>A method of a collection; null when it is not known. <paramref name="apply"/> calls a function.</summary>
    public static Value? Of(ListValue list, string name, Arguments arguments, ExpressionSyntax at, Func<FunctionValue, Value, Value> apply)
    {
        var items = list.Items;
        var first = arguments.Items is [{ Value: var only }, ..] ? only : null;
        return name switch
        {
            "ToArray" or "ToList" or "AsEnumerable" or "AsReadOnly" or "ToHashSet" or "ToImmutableArray" or "AsSpan" or "Distinct" => list,
            "Select" when first is FunctionValue function => new ListValue([.. items.Select(item => apply(function, item))], at),
            "SelectMany" when first is FunctionValue function => Flat(items.Select(item => apply(function, item)), at),
            "Where" when first is FunctionValue function => Kept(items, function, at, apply),
            "Reverse" => new ListValue([.. items.Reverse()], at),
            "Skip" when Values.Number(first) is { } count => new ListValue([.. items.Skip(count)], at),
            "Take" when Values.Number(first) is { } count => new ListValue([.. items.Take(count)], at),
            "Append" when first is not null => new ListValue([.. items, first], at),
            "Prepend" when first is not null => new ListValue([first, .. items], at),
            "Concat" or "Union" when first is ListValue other && items.Count + other.Items.Count < MostItems => new ListValue([.. items, .. other.Items], at),
            "First" or "FirstOrDefault" or "Single" when arguments.Count == 0 && items.Count > 0 => items[0],
            "Last" or "LastOrDefault" when arguments.Count == 0 && items.Count > 0 => items[items.Count - 1],
            "Count" when arguments.Count == 0 => new ConstantValue(items.Count, at),
            "Any" when arguments.Count == 0 => new ConstantValue(items.Count > 0, at),
            "Contains" when first is not null => Contains(items, first, at),
            _ => null,
        };
    }

    /// <summary>What a collection is that had something added; null when the method adds nothing.</summary>
    public static ListValue? Added(ListValue list, string name, Arguments arguments, ExpressionSyntax at) => (name, arguments.Items) switch
    {
        ("Add", [{ Value: var item }]) when list.Items.Count < MostItems => new ListValue([.. list.Items, item], at),
        ("AddRange", [{ Value: ListValue { Items: var more } }]) when list.Items.Count + more.Count < MostItems => new ListValue([.. list.Items, .. more], at),
        ("Clear", []) => new ListValue([], at),
        _ => null,
    };

    /// <summary>What a loop goes through; null when that is not known.</summary>
    public static IReadOnlyList<Value>? ItemsOf(Value value) => value switch
    {
        ListValue list => list.Items,
        RowValue { Type: "Dictionary" or "SortedDictionary", Cells: var cells } => [.. cells.Select(static cell => Pair(cell))],
        _ => null,
    };

    private static RowValue Pair(KeyValuePair<string, Value> cell)
        => new([new("Key", new TextValue(MappedText.Of(cell.Key, cell.Value.At), cell.Value.At)), new("Value", cell.Value)], cell.Value.At) { IsTuple = true };

    private static ListValue? Flat(IEnumerable<Value> lists, ExpressionSyntax at)
    {
        var items = new List<Value>();
        foreach (var value in lists)
        {
            if (value is not ListValue list || items.Count + list.Items.Count > MostItems)
            {
                return null;
            }

            items.AddRange(list.Items);
        }

        return new ListValue(items, at);
    }

    private static ListValue? Kept(IReadOnlyList<Value> items, FunctionValue function, ExpressionSyntax at, Func<FunctionValue, Value, Value> apply)
    {
        var kept = new List<Value>();
        foreach (var item in items)
        {
            switch (Values.Truth(apply(function, item)))
            {
                case true:
                    kept.Add(item);
                    break;
                case null:
                    return null;
            }
        }

        return new ListValue(kept, at);
    }

    private static ConstantValue? Contains(IReadOnlyList<Value> items, Value sought, ExpressionSyntax at)
    {
        var unsure = false;
        foreach (var item in items)
        {
            var equal = Comparisons.Equal(item, sought);
            if (equal == true)
            {
                return new ConstantValue(true, at);
            }

            unsure |= equal is null;
        }

        return unsure ? null : new ConstantValue(false, at);
    }
}
