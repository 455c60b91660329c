using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Library;

/// <summary>The methods of collections that are known.</summary>
internal static class Lists
{
    private const int MostItems = 10_000;
    private const int MostCompared = 500;

    private static readonly HashSet<string> Asking = new(StringComparer.Ordinal)
    {
        "Aggregate", "All", "Any", "Append", "AsEnumerable", "AsParallel", "AsQueryable", "AsReadOnly", "AsSpan", "Average", "BinarySearch", "Cast", "Chunk", "Clone", "Concat", "Contains", "ContainsKey", "ContainsValue", "ConvertAll",
        "CopyTo", "Count", "DefaultIfEmpty", "Distinct", "DistinctBy", "ElementAt", "ElementAtOrDefault", "Equals", "Except", "ExceptBy", "Exists", "Find", "FindAll", "FindIndex", "FindLast", "First", "FirstOrDefault",
        "ForEach", "GetEnumerator", "GetHashCode", "GetLength", "GetRange", "GetType", "GetValue", "GetValueOrDefault", "GroupBy", "GroupJoin", "IndexOf", "Intersect", "IsSubsetOf", "IsSupersetOf", "Join", "Last",
        "LastIndexOf", "LastOrDefault", "LongCount", "Max", "MaxBy", "Min", "MinBy", "OfType", "Order", "OrderBy", "OrderByDescending", "OrderDescending", "Overlaps", "Peek", "Prepend", "Reverse", "Select", "SelectMany",
        "SequenceEqual", "SetEquals", "Single", "SingleOrDefault", "Skip", "SkipLast", "SkipWhile", "Sum", "Take", "TakeLast", "TakeWhile", "ToArray", "ToDictionary", "ToFrozenSet", "ToHashSet", "ToImmutableArray",
        "ToImmutableList", "ToList", "ToLookup", "ToString", "TrueForAll", "TryGetValue", "TryPeek", "Union", "UnionBy", "Where", "Zip",
    };

    /// <summary>A method of a collection; null when it is not known. <paramref name="apply"/> calls a function.</summary>
    public static Value? Of(ListValue list, string name, Arguments arguments, ExpressionSyntax at, Func<FunctionValue, Value, Value> apply)
    {
        var items = list.Items;
        var first = arguments.Items is [{ Value: var only }, ..] ? only : null;
        return name switch
        {
            "AsEnumerable" or "AsReadOnly" or "AsSpan" => list,
            "ToArray" or "ToList" or "ToImmutableArray" => new ListValue(items, list.At),
            "ToHashSet" or "Distinct" when arguments.Count == 0 => Set(items, at),
            "Select" when first is FunctionValue function => new ListValue([.. items.Select(item => apply(function, item))], at),
            "SelectMany" when first is FunctionValue function => Flat(items.Select(item => apply(function, item)), at),
            "Where" when first is FunctionValue function => Kept(items, function, at, apply),
            "Reverse" => new ListValue([.. items.Reverse()], at),
            "Skip" when Values.Number(first) is { } count => new ListValue([.. items.Skip(count)], at),
            "Take" when Values.Number(first) is { } count => new ListValue([.. items.Take(count)], at),
            "Append" when first is not null => new ListValue([.. items, first], at),
            "Prepend" when first is not null => new ListValue([first, .. items], at),
            "Concat" when first is ListValue other && items.Count + other.Items.Count < MostItems => new ListValue([.. items, .. other.Items], at),
            "Union" when arguments.Items is [{ Value: ListValue other }] && items.Count + other.Items.Count < MostItems => Set([.. items, .. other.Items], at),
            "First" or "FirstOrDefault" or "Single" when arguments.Count == 0 && items.Count > 0 => items[0],
            "Last" or "LastOrDefault" when arguments.Count == 0 && items.Count > 0 => items[items.Count - 1],
            "Count" when arguments.Count == 0 => new ConstantValue(items.Count, at),
            "Any" when arguments.Count == 0 => new ConstantValue(items.Count > 0, at),
            "Contains" when arguments.Count == 1 && first is not null => Contains(items, first, at),
            _ => null,
        };
    }

    /// <summary>What makes a changed collection of it; null when the method does not change it, or what comes out is not known.</summary>
    public static Func<ListValue>? Changed(ListValue list, string name, Arguments arguments, SyntaxNode? around) => (name, arguments.Items) switch
    {
        ("Add", [{ Value: var item }]) when list.IsSet => Contains(list.Items, item) is { } there ? () => there ? list with { Items = list.Items } : With(list, [item]) : null,
        ("Add" or "Enqueue", [{ Value: var item }]) when list.Items.Count < MostItems => () => With(list, [item]),
        ("AddRange", [{ Value: ListValue { Items: var more } }]) when !list.IsSet && list.Items.Count + more.Count < MostItems => () => With(list, more),
        ("Clear", []) => () => list with { Items = [] },
        ("Reverse", []) when around is ExpressionStatementSyntax => () => list with { Items = [.. list.Items.Reverse()] },
        _ => null,
    };

    /// <summary>The items, none of them twice; null when it is not known which are equal.</summary>
    public static ListValue? Set(IReadOnlyList<Value> items, SyntaxNode at)
    {
        var kept = new List<Value>();
        foreach (var item in items)
        {
            switch (kept.Count > MostCompared ? null : Contains(kept, item))
            {
                case false:
                    kept.Add(item);
                    break;
                case null:
                    return null;
            }
        }

        return new ListValue(kept, at) { IsSet = true };
    }

    /// <summary>Whether a method, or one of the extensions of sequences, leaves a collection as it is.</summary>
    public static bool Asks(string name) => Asking.Contains(name);

    /// <summary>Whether an object is a dictionary.</summary>
    public static bool IsDictionary(RowValue row) => row.Type is "Dictionary" or "SortedDictionary";

    /// <summary>Whether all keys of a dictionary are known.</summary>
    public static bool HasKnownKeys(RowValue row)
    {
        foreach (var cell in row.Cells)
        {
            if (Operations.ObjectName.HoldsPlaceholder(cell.Key))
            {
                return false;
            }
        }

        return true;
    }

    private static ListValue With(ListValue list, IReadOnlyList<Value> more) => list with { Items = [.. list.Items, .. more] };

    /// <summary>What a loop goes through; null when that is not known.</summary>
    public static IReadOnlyList<Value>? ItemsOf(Value value) => value switch
    {
        ListValue list => list.Items,
        RowValue { Cells: var cells } row when IsDictionary(row) => [.. cells.Select(static cell => Pair(cell))],
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
        => Contains(items, sought) is { } known ? new ConstantValue(known, at) : null;

    private static bool? Contains(IReadOnlyList<Value> items, Value sought)
    {
        var unsure = false;
        foreach (var item in items)
        {
            var equal = Comparisons.Equal(item, sought);
            if (equal == true)
            {
                return true;
            }

            unsure |= equal is null;
        }

        return unsure ? null : false;
    }
}
