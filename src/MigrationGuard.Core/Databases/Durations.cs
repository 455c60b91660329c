using System.Globalization;

namespace MigrationGuard.Databases;

/// <summary>PostgreSQL's durations: a number with an optional unit, milliseconds without one (https://www.postgresql.org/docs/current/config-setting.html).</summary>
internal static class Durations
{
    public static long? Milliseconds(string value)
    {
        var text = value.Trim().Trim('\'').Trim();
        var digits = 0;
        while (digits < text.Length && (char.IsDigit(text[digits]) || text[digits] is '.' or '-'))
        {
            digits++;
        }

        if (!double.TryParse(text.Substring(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        double? factor = text.Substring(digits).Trim() switch
        {
            "" or "ms" => 1,
            "us" => 0.001,
            "s" => 1000,
            "min" => 60_000,
            "h" => 3_600_000,
            "d" => 86_400_000,
            _ => null,
        };
        var milliseconds = number * factor;
        return milliseconds is > -1e15 and < 1e15 ? (long)Math.Ceiling(milliseconds.Value) : null;
    }
}
