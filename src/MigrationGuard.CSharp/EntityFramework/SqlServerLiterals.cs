using System.Globalization;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>C# values as T-SQL literals, as the provider's type mappings write them. What is known only at run time is a literal too: its text is a placeholder.</summary>
internal static class SqlServerLiterals
{
    /// <summary>The literal of a value; <paramref name="type"/> is the type of the column, where it is known.</summary>
    public static string Of(Value value, string? type) => value switch
    {
        TextValue text => IsAnsi(type) ? "'" + text.Text.Text.Replace("'", "''") + "'" : Text(text.Text.Text),
        ConstantValue { Constant: { } constant } => Constant(constant, type),
        ConstantValue => "NULL",
        RowValue { Type: "Guid", Arguments.Items: [{ Value: TextValue guid }] } => "'" + guid.Text.Text.Replace("'", "''") + "'",
        MemberValue { Type: "Guid", Member: "Empty" } => "'" + Guid.Empty + "'",
        ListValue list => Bytes(list),
        _ => Moment(value, type) ?? Text(EfValues.Placeholder(value)),
    };

    /// <summary>A Unicode text.</summary>
    public static string Text(string text) => "N'" + text.Replace("'", "''") + "'";

    private static bool IsAnsi(string? type) => type is not null && (type.StartsWith("varchar", StringComparison.OrdinalIgnoreCase) || type.StartsWith("char", StringComparison.OrdinalIgnoreCase) || type.Equals("text", StringComparison.OrdinalIgnoreCase));

    private static string Constant(object constant, string? type) => constant switch
    {
        bool flag => flag ? "CAST(1 AS bit)" : "CAST(0 AS bit)",
        char letter => Text(letter.ToString()),
        byte number => $"CAST({EfValues.Invariant(number)} AS tinyint)",
        short number => $"CAST({EfValues.Invariant(number)} AS smallint)",
        long number => $"CAST({EfValues.Invariant(number)} AS bigint)",
        int number => type switch
        {
            "tinyint" or "smallint" or "bigint" => $"CAST({EfValues.Invariant(number)} AS {type})",
            _ => EfValues.Invariant(number),
        },
        decimal number => number.ToString(number == decimal.Truncate(number) ? "0.0###########################" : "G29", CultureInfo.InvariantCulture),
        float number => $"CAST({number.ToString("R", CultureInfo.InvariantCulture)} AS real)",
        double number => number.ToString("R", CultureInfo.InvariantCulture) is var text && text.IndexOf('E') < 0 ? text + "E0" : text,
        _ => EfValues.Invariant(constant),
    };

    private static string? Moment(Value value, string? type)
    {
        if (EfMoments.DateTime(value) is { } at)
        {
            return "'" + EfMoments.Format(at.Moment, type switch
            {
                "date" => "yyyy-MM-dd",
                "datetime" => "yyyy-MM-ddTHH:mm:ss.fff",
                "smalldatetime" => "yyyy-MM-ddTHH:mm:ss",
                _ => "yyyy-MM-ddTHH:mm:ss.fffffff",
            }) + "'";
        }

        if (EfMoments.DateTimeOffset(value) is { } offset)
        {
            return $"'{EfMoments.Format(offset, "yyyy-MM-ddTHH:mm:ss.fffffffzzz")}'";
        }

        return EfMoments.TimeSpan(value) is { } length ? $"'{length.ToString("c", CultureInfo.InvariantCulture)}'" : null;
    }

    private static string Bytes(ListValue list)
        => "0x" + string.Concat(list.Items.Select(item => item is ConstantValue { Constant: IFormattable number and not decimal and not double and not float } ? number.ToString("X2", CultureInfo.InvariantCulture) : "00"));
}
