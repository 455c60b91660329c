using System.Globalization;
using System.Text;

namespace MigrationGuard.Manifests;

/// <summary>The escapes of <c>U&amp;'…'</c>. https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-UESCAPE</summary>
internal static class UnicodeEscapes
{
    /// <summary>What is wrong where resolving fails.</summary>
    public const string Invalid = "holds an invalid Unicode escape";

    /// <summary>The value, or null.</summary>
    public static string? Resolve(string value, char escape)
    {
        var result = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != escape)
            {
                result.Append(value[i]);
                continue;
            }

            if (i + 1 < value.Length && value[i + 1] == escape)
            {
                result.Append(escape);
                i++;
                continue;
            }

            var (from, digits) = i + 1 < value.Length && value[i + 1] == '+' ? (i + 2, 6) : (i + 1, 4);
            if (!Append(value, from, digits, result))
            {
                return null;
            }

            i = from + digits - 1;
        }

        var resolved = result.ToString();
        return StatementText.Fault(resolved) is null ? resolved : null;
    }

    /// <summary>Appends the character of a fixed number of hexadecimal digits; false when they are missing or mean none.</summary>
    public static bool Append(string source, int from, int digits, StringBuilder result)
    {
        if (from + digits > source.Length
            || !uint.TryParse(source.AsSpan(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            || code is 0 or > 0x10FFFF)
        {
            return false;
        }

        result.Append(code > 0xFFFF ? char.ConvertFromUtf32((int)code) : ((char)code).ToString());
        return true;
    }
}
