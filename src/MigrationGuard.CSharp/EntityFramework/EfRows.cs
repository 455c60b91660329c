using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>Rows of InsertData, UpdateData or DeleteData.</summary>
/// <param name="Table">The table.</param>
/// <param name="Columns">The columns.</param>
/// <param name="Types">Their types; empty when the call does not say them.</param>
/// <param name="Rows">A value for every column.</param>
internal sealed record EfRows(EfName Table, IReadOnlyList<string> Columns, IReadOnlyList<string> Types, IReadOnlyList<IReadOnlyList<Value>> Rows)
{
    /// <summary>The rows of a call; <paramref name="names"/> are the parameters for columns, types and values in the plural. Null when they cannot be told.</summary>
    public static EfRows? Of(EfCall call, (string Columns, string Types, string Values) names)
    {
        var arguments = call.Chain.First.Arguments;
        var (positional, types) = Positions(call.Method, names.Columns, arguments);
        var columns = Given(arguments, names.Columns, positional);
        var values = Given(arguments, names.Values, positional < 0 ? -1 : positional + (types ? 2 : 1));
        var table = arguments.Of("table", 0);
        if (columns is null || values is null || table is null)
        {
            call.Fail($"{call.Method} is called without {(table is null ? "table" : columns is null ? names.Columns : names.Values)}");
            return null;
        }

        var typed = Given(arguments, names.Types, types ? positional + 1 : -1);
        var schema = call.Text("schema") ?? (arguments.Count > 0 && arguments.Items[arguments.Count - 1] is { Name: null } last ? Schema(arguments, call.Method, types, last) : null);
        var written = EfValues.Texts(columns);
        return Split(values, written.Count) is { } rows
            ? new EfRows(new EfName(schema, EfValues.Text(table) ?? ""), written, EfValues.Texts(typed), rows)
            : Failed(call, names.Values);
    }

    private static EfRows? Failed(EfCall call, string values)
    {
        call.Fail($"{values} are no rows that can be told apart");
        return null;
    }

    /// <summary>An argument by its name in the plural or singular, else by its position.</summary>
    private static Value? Given(Arguments arguments, string plural, int position)
        => arguments.Of(plural) ?? arguments.Of(plural.Substring(0, plural.Length - 1)) ?? (position >= 0 ? arguments.Of("", position) : null);

    /// <summary>Where the columns stand when there are no names, and whether types stand behind them.</summary>
    private static (int Position, bool Types) Positions(string method, string columns, Arguments arguments)
    {
        var keys = columns.StartsWith("key", StringComparison.Ordinal);
        if (method != "UpdateData")
        {
            return (1, Typed(arguments, 1));
        }

        var typed = Typed(arguments, 1);
        return keys ? (1, typed) : (typed ? 4 : 3, typed);
    }

    /// <summary>Whether types follow the columns at that position: the two are of one kind, and values follow them.</summary>
    private static bool Typed(Arguments arguments, int at)
        => arguments.Of("", at) is { } columns && arguments.Of("", at + 1) is { } types && arguments.Of("", at + 2) is { } values
        && columns switch
        {
            ListValue list => types is ListValue typed && typed.Items.Count == list.Items.Count && typed.Items.All(item => item is TextValue) && values is ListValue,
            TextValue => types is TextValue && values is not TextValue,
            _ => false,
        };

    private static string? Schema(Arguments arguments, string method, bool types, Argument last)
    {
        var before = (method == "UpdateData" ? 5 : 3) + (types ? method == "UpdateData" ? 2 : 1 : 0);
        return arguments.Count == before + 1 ? EfValues.Text(last.Value) : null;
    }

    /// <summary>Lists of lists are rows; a flat list is one row, or with one column a row each.</summary>
    private static IReadOnlyList<IReadOnlyList<Value>>? Split(Value values, int columns)
    {
        if (values is not ListValue list)
        {
            return columns == 1 ? [[values]] : null;
        }

        if (columns == 1 && !list.Items.All(item => item is ListValue { Items.Count: 1 }))
        {
            return IsBytes(list) ? [[values]] : [.. list.Items.Select(item => (IReadOnlyList<Value>)[item])];
        }

        if (list.Items.Count > 0 && list.Items.All(item => item is ListValue row && row.Items.Count == columns))
        {
            return [.. list.Items.Select(item => ((ListValue)item).Items)];
        }

        return list.Items.Count == columns ? [list.Items] : null;
    }

    private static bool IsBytes(ListValue list) => list.At.ToString().StartsWith("new byte", StringComparison.Ordinal);
}
