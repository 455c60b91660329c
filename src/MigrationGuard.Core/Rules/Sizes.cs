using System.Globalization;
using MigrationGuard.Observing;

namespace MigrationGuard.Rules;

/// <summary>Numbers of rows and bytes for people.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    /// <summary>Rows, size and size of indexes: <c>about 1,200,000 rows, 240 MB and 80 MB of indexes</c>.</summary>
    public static string Of(SizeAnswer size)
        => (size.Rows is { } rows ? $"about {rows.ToString("N0", CultureInfo.InvariantCulture)} rows, " : "an unknown number of rows, ")
            + Of(size.Bytes) + (size.IndexBytes > 0 ? $" and {Of(size.IndexBytes)} of indexes" : "");

    /// <summary>A number of bytes with its unit, as <c>pg_size_pretty</c> cuts it.</summary>
    public static string Of(long bytes)
    {
        var unit = 0;
        while (bytes >= 10240 && unit < Units.Length - 1)
        {
            (bytes, unit) = (bytes / 1024, unit + 1);
        }

        return bytes.ToString("N0", CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>A number of seconds for people: <c>5 s</c>, <c>12 min</c>, <c>3 h</c>.</summary>
    public static string Duration(double seconds) => seconds switch
    {
        < 120 => seconds.ToString("0", CultureInfo.InvariantCulture) + " s",
        < 7200 => (seconds / 60).ToString("0", CultureInfo.InvariantCulture) + " min",
        _ => (seconds / 3600).ToString("0", CultureInfo.InvariantCulture) + " h",
    };
}
