using System.Globalization;
using MigrationGuard.CSharp.Reading;

namespace MigrationGuard.CSharp.EntityFramework;

/// <summary>C# values as PostgreSQL literals, as Npgsql's type mappings write them. What is known only at run time is a literal too: its text is a placeholder.</summary>
internal static class NpgsqlLiterals
{
    /// <summary>The literal of a value; <paramref name="type"/> is the type of the column, where it is known.</summary>
    public static string Of(Value value, string? type) => value switch
    {
        TextValue text => Text(text.Text.Text),
        ConstantValue { Constant: { } constant } => Constant(constant, type),
        ConstantValue => "NULL",
        RowValue { Type: "Guid", Arguments.Items: [{ Value: TextValue guid }] } => Text(guid.Text.Text),
        MemberValue { Type: "Guid", Member: "Empty" } => Text(Guid.Empty.ToString()),
        ListValue list when IsBytes(list, type) => Bytes(list),
        ListValue list => $"ARRAY[{string.Join(",", list.Items.Select(item => Of(item, null)))}]{(type is null ? "" : "::" + type)}",
        _ => Moment(value, type) ?? Text(EfValues.Placeholder(value)),
    };

    /// <summary>A text.</summary>
    public static string Text(string text) => text.IndexOf('\\') >= 0 ? "E'" + text.Replace("\\", "\\\\").Replace("'", "''") + "'" : "'" + text.Replace("'", "''") + "'";

    private static string Constant(object constant, string? type) => constant switch
    {
        bool flag => flag ? "TRUE" : "FALSE",
        char letter => Text(letter.ToString()),
        decimal number => number == decimal.Truncate(number) && number.ToString(CultureInfo.InvariantCulture).IndexOf('.') < 0
            ? number.ToString("0.0###########################", CultureInfo.InvariantCulture)
            : number.ToString(CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => type is not null && type.StartsWith("character", StringComparison.Ordinal) ? Text(EfValues.Invariant(constant)) : EfValues.Invariant(constant),
    };

    private static string? Moment(Value value, string? type)
    {
        if (EfMoments.DateTime(value) is { } at)
        {
            var text = EfMoments.Format(at.Moment, type == "date" ? "yyyy-MM-dd" : Fraction("yyyy-MM-ddTHH:mm:ss", at.Moment.Ticks));
            return type switch
            {
                "date" => $"DATE '{text}'",
                "timestamp without time zone" or "timestamp" => $"TIMESTAMP '{text}'",
                _ => at.Utc ? $"TIMESTAMPTZ '{text}Z'" : $"TIMESTAMPTZ '{text}'",
            };
        }

        if (EfMoments.DateTimeOffset(value) is { } offset)
        {
            return $"TIMESTAMPTZ '{EfMoments.Format(offset, Fraction("yyyy-MM-ddTHH:mm:ss", offset.Ticks) + "zzz")}'";
        }

        return EfMoments.TimeSpan(value) is { } length ? $"INTERVAL '{length.ToString("c", CultureInfo.InvariantCulture)}'" : null;
    }

    private static string Fraction(string format, long ticks) => ticks % TimeSpan.TicksPerSecond == 0 ? format : format + ".FFFFFF";

    private static bool IsBytes(ListValue list, string? type) => type == "bytea" || list.At.ToString().StartsWith("new byte", StringComparison.Ordinal);

    private static string Bytes(ListValue list)
        => @"BYTEA E'\\x" + string.Concat(list.Items.Select(item => item is ConstantValue { Constant: IFormattable number and not decimal and not double and not float } ? number.ToString("X2", CultureInfo.InvariantCulture) : "00")) + "'";
}
