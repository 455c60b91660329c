using System.Globalization;
using System.Numerics;

namespace MigrationGuard.Recordings.Masking;

/// <summary>The types that the server gives numbers. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-CONSTANTS-NUMERIC</summary>
internal static class NumberTypes
{
    /// <summary>The type of a constant.</summary>
    /// <param name="number">Without sign.</param>
    /// <param name="isNegative">Whether a minus belongs to it.</param>
    public static string Of(ReadOnlySpan<char> number, bool isNegative)
    {
        if (number.Length > 30 || (number.ContainsAny(".eE") && !(number.Length > 1 && number[1] is 'x' or 'X')))
        {
            return "numeric";
        }

        var value = Value(number.ToString().Replace("_", "", StringComparison.Ordinal)) - (isNegative ? 1 : 0);
        return value <= int.MaxValue ? "integer" : value <= long.MaxValue ? "bigint" : "numeric";
    }

    /// <summary>The value of a whole number in decimal digits; -1 when it is none.</summary>
    public static int Small(ReadOnlySpan<char> number)
        => number.Length <= 4 && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : -1;

    private static BigInteger Value(string number)
    {
        var radix = number.Length > 2 && number[0] == '0' ? number[1] switch { 'x' or 'X' => 16, 'o' or 'O' => 8, 'b' or 'B' => 2, _ => 10 } : 10;
        var value = BigInteger.Zero;
        foreach (var digit in radix == 10 ? number : number[2..])
        {
            value = (value * radix) + (char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : 0);
        }

        return value;
    }
}
