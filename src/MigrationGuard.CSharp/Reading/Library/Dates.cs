using System.Globalization;

namespace MigrationGuard.CSharp.Reading.Library;

/// <summary>Dates that are known.</summary>
internal static class Dates
{
    /// <summary>What <c>new DateTime(2024, 1, 31).ToString("yyyyMMdd")</c> gives; null when a part is not known, or wrong.</summary>
    public static string? Formatted(RowValue date, Arguments arguments)
    {
        var parts = new int[6];
        parts[0] = 1;
        for (var i = 0; i < date.Arguments.Count; i++)
        {
            if (i >= parts.Length || Values.Number(date.Arguments.Items[i].Value) is not { } part)
            {
                return null;
            }

            parts[i] = part;
        }

        if (date.Arguments.Count is not (3 or 6) || arguments.Items is not [{ Value: var first }, ..] || Values.Known(first) is not { } format)
        {
            return null;
        }

        try
        {
            return new DateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], DateTimeKind.Unspecified).ToString(format, CultureInfo.InvariantCulture);
        }
        catch (Exception fault) when (fault is ArgumentOutOfRangeException or FormatException)
        {
            return null;
        }
    }
}
