using System.Text;
using MigrationGuard.Operations;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>Names written inside strings, as <c>sp_rename</c> and <c>OBJECT_ID</c> take them: <c>[dbo].[users].name</c>.</summary>
internal static class QualifiedName
{
    /// <summary>The parts between the dots, brackets and double quotes removed.</summary>
    public static List<string> Parts(string value)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var quote = '\0';
        var quoted = false;
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (quote == '\0' && c == '.')
            {
                parts.Add(Part(part, quoted));
                part.Clear();
                quoted = false;
            }
            else if (quote == '\0' && c is '[' or '"' && IsBlank(part))
            {
                part.Clear();
                quote = c == '[' ? ']' : '"';
                quoted = true;
            }
            else if (c == quote && i + 1 < value.Length && value[i + 1] == quote)
            {
                part.Append(c);
                i++;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (quote != '\0' || !quoted || !char.IsWhiteSpace(c))
            {
                part.Append(c);
            }
        }

        parts.Add(Part(part, quoted));
        return parts;
    }

    private static bool IsBlank(StringBuilder part)
    {
        for (var i = 0; i < part.Length; i++)
        {
            if (!char.IsWhiteSpace(part[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static string Part(StringBuilder part, bool quoted) => quoted ? part.ToString() : part.ToString().Trim();

    /// <summary>The name of the first <paramref name="count"/> parts.</summary>
    public static ObjectName Of(List<string> parts, int count)
        => new(count > 1 ? string.Join(".", parts.GetRange(0, count - 1)) : null, count > 0 ? parts[count - 1] : "");

    public static ObjectName Of(string value)
    {
        var parts = Parts(value);
        return Of(parts, parts.Count);
    }
}
