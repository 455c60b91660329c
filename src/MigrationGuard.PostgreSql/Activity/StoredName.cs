using System.Globalization;
using System.Text;

namespace MigrationGuard.Postgres.Activity;

/// <summary>Application names as a server stores them: printable ASCII, cut to the length of a name.</summary>
internal static class StoredName
{
    // NAMEDATALEN - 1. https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-APPLICATION-NAME
    private const int Longest = 63;

    // Since 16 other bytes are written in hexadecimal, before as question marks.
    private const int Hexadecimal = 16;

    /// <summary>What a server of that major version makes of a name.</summary>
    public static string Of(string name, int major)
    {
        var stored = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            stored.Append(value switch
            {
                >= 32 and <= 126 => ((char)value).ToString(),
                _ when major >= Hexadecimal => string.Create(CultureInfo.InvariantCulture, $"\\x{value:x2}"),
                _ => "?",
            });
        }

        return stored.ToString(0, Math.Min(stored.Length, Longest));
    }
}
