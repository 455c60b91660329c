using System.Globalization;

namespace MigrationGuard.Postgres.Wire;

/// <summary>Lengths and precisions as the server writes them. https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/format_type.c</summary>
internal static class TypeModifiers
{
    private const int VarHeader = 4;
    private const int NoPrecision = 0xFFFF;

    /// <summary>The name with the modifier, which is 0 or more.</summary>
    public static string Apply(string name, int modifier)
    {
        var array = name.EndsWith("[]", StringComparison.Ordinal);
        var plain = array ? name[..^2] : name;
        var whole = plain switch
        {
            "character varying" => $"character varying({Text(modifier - VarHeader)})",
            "bpchar" => $"character({Text(modifier - VarHeader)})",
            "\"bit\"" => $"bit({Text(modifier)})",
            "bit varying" => $"bit varying({Text(modifier)})",
            "numeric" => Numeric(modifier - VarHeader),
            "interval" => Interval(modifier),
            _ when plain.EndsWith("time zone", StringComparison.Ordinal) => WithPrecision(plain, modifier),
            _ => plain,
        };
        return array ? whole + "[]" : whole;
    }

    // The scale has eleven bits with a sign since PostgreSQL 15; a scale that is not negative reads the same in older ones.
    private static string Numeric(int modifier) => $"numeric({Text((modifier >> 16) & 0xFFFF)},{Text(((modifier & 0x7FF) ^ 1024) - 1024)})";

    private static string WithPrecision(string name, int modifier)
    {
        var space = name.IndexOf(' ', StringComparison.Ordinal);
        return $"{name[..space]}({Text(modifier)}){name[space..]}";
    }

    // https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/utils/adt/timestamp.c (intervaltypmodout)
    private static string Interval(int modifier)
    {
        const int Year = 1 << 2, Month = 1 << 1, Day = 1 << 3, Hour = 1 << 10, Minute = 1 << 11, Second = 1 << 12;
        var fields = ((modifier >> 16) & 0x7FFF) switch
        {
            Year => " year",
            Month => " month",
            Day => " day",
            Hour => " hour",
            Minute => " minute",
            Second => " second",
            Year | Month => " year to month",
            Day | Hour => " day to hour",
            Day | Hour | Minute => " day to minute",
            Day | Hour | Minute | Second => " day to second",
            Hour | Minute => " hour to minute",
            Hour | Minute | Second => " hour to second",
            Minute | Second => " minute to second",
            _ => "",
        };
        var precision = modifier & 0xFFFF;
        return precision == NoPrecision ? "interval" + fields : $"interval{fields}({Text(precision)})";
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
