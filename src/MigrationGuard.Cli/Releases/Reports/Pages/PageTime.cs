using System.Globalization;

namespace MigrationGuard.Cli.Releases.Reports.Pages;

/// <summary>Times and durations of a page.</summary>
internal static class PageTime
{
    /// <summary>A point in time, to the second; the reader's own time on hover.</summary>
    public static Markup Of(DateTimeOffset at) => Element(at, "yyyy-MM-dd HH:mm:ss");

    /// <summary>The same without the date.</summary>
    public static Markup OfDay(DateTimeOffset at) => Element(at, "HH:mm:ss");

    /// <summary>A duration in the two units that matter, e.g. <c>75 ms</c>, <c>4.2 s</c>, <c>3 min 20 s</c>.</summary>
    public static string Length(double seconds) => seconds switch
    {
        < 0 => "–",
        < 0.0005 => "under 1 ms",
        < 1 => Number(seconds * 1000, "0") + " ms",
        < 60 => Number(seconds, "0.0") + " s",
        < 3600 => $"{Number(Math.Floor(seconds / 60), "0")} min {Number(seconds % 60, "00")} s",
        < 86400 => $"{Number(Math.Floor(seconds / 3600), "0")} h {Number(Math.Floor(seconds % 3600 / 60), "00")} min",
        _ => $"{Number(Math.Floor(seconds / 86400), "0")} d {Number(Math.Floor(seconds % 86400 / 3600), "00")} h",
    };

    private static Markup Element(DateTimeOffset at, string format)
    {
        var utc = at.UtcDateTime;
        var exact = utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return Markup.Of($"<time datetime=\"{exact}\" title=\"{exact}\">{utc.ToString(format, CultureInfo.InvariantCulture)}</time>");
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
