using Microsoft.CodeAnalysis.CSharp;

namespace MigrationGuard.CodeFixes.Writing;

/// <summary>Writes SQL as a C# literal that the version of the language knows.</summary>
internal static class SqlLiteral
{
    /// <summary>The literal; lines of a raw one are indented behind <paramref name="indent"/>.</summary>
    public static string Of(string sql, CodeStyle style, string indent)
    {
        var plain = sql.IndexOfAny(['\n', '\r', '"', '\\']) < 0;
        return plain ? "\"" + sql + "\"" : style.Language >= LanguageVersion.CSharp11 ? Raw(sql, style, indent) : "@\"" + Lines(sql, style.NewLine, "").Replace("\"", "\"\"") + "\"";
    }

    private static string Raw(string sql, CodeStyle style, string indent)
    {
        var quotes = "\"\"\"";
        while (sql.Contains(quotes))
        {
            quotes += "\"";
        }

        if (sql.IndexOf('\n') < 0 && sql[0] != '"' && sql[sql.Length - 1] != '"')
        {
            return quotes + sql + quotes;
        }

        var inner = indent + CodeStyle.Indent;
        return quotes + style.NewLine + inner + Lines(sql, style.NewLine, inner) + style.NewLine + inner + quotes;
    }

    private static string Lines(string sql, string newLine, string indent)
        => string.Join(newLine, sql.Replace("\r\n", "\n").Split('\n').Select((line, number) => number == 0 || line.Length == 0 ? line : indent + line));
}
