namespace MigrationGuard.Postgres.Data;

/// <summary>Reads <c>[schema.]table.column</c>; what is not in quotation marks is folded to lower case.</summary>
internal static class ColumnName
{
    /// <summary>The parts; the table is empty where there is only one.</summary>
    public static (string? Schema, string Table, string Column) Of(string text)
    {
        var parts = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i <= text.Length; i++)
        {
            quoted ^= i < text.Length && text[i] == '"';
            if (i == text.Length || text[i] == '.' && !quoted)
            {
                parts.Add(Plain(text[start..i].Trim()));
                start = i + 1;
            }
        }

        return parts switch
        {
            [var schema, var table, var column] => (schema, table, column),
            [var table, var column] => (null, table, column),
            _ => (null, "", text),
        };
    }

    private static string Plain(string part) => part.Length > 1 && part[0] == '"' && part[^1] == '"'
        ? part[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal)
        : part.ToLowerInvariant();
}
