using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Schema;

/// <summary>Forms of text that are plain enough to be compared. Anything else is not recognised.</summary>
internal static class PlainForms
{
    /// <summary>Whether what follows the table of CREATE POLICY admits every row for everybody: <c>USING (true)</c>, for no single command or role.</summary>
    public static bool AdmitsAll(string definition, SqlSyntax syntax)
    {
        var said = "";
        foreach (var word in Word.Split(definition, syntax))
        {
            said += (said.Length > 0 ? " " : "") + definition.Substring(word.Start, word.End - word.Start).ToUpperInvariant();
        }

        foreach (var part in new[] { "AS PERMISSIVE", "FOR ALL", "TO PUBLIC" })
        {
            said = said.StartsWith(part, StringComparison.Ordinal) ? said.Substring(part.Length).TrimStart() : said;
        }

        return said is "USING ( TRUE )" or "USING ( TRUE ) WITH CHECK ( TRUE )";
    }

    /// <summary>Whether the value stands in the text as a string literal.</summary>
    public static bool HasLiteral(string text, string value, SqlSyntax syntax)
    {
        foreach (var word in Word.Split(text, syntax))
        {
            if (text[word.Start] == '\'' && word.End - word.Start == value.Length + 2 && string.CompareOrdinal(text, word.Start + 1, value, 0, value.Length) == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the definition of a trigger names the event (INSERT, UPDATE, DELETE) before its table.</summary>
    public static bool FiresOn(string definition, string trigger, SqlSyntax syntax)
    {
        foreach (var word in Word.Split(definition, syntax))
        {
            if (word.Is(trigger))
            {
                return true;
            }

            if (word.Is("ON") && syntax.Dialect == SqlDialect.PostgreSql)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Whether every row that satisfies <paramref name="old"/> satisfies <paramref name="wider"/>: the same text, or a list of values of one column that only grows.</summary>
    public static bool IsWider(SqlExpression wider, SqlExpression old, SqlSyntax syntax)
        => Same(wider.Text, old.Text, syntax)
            || (ValuesOf(wider.Text, syntax) is { } all && ValuesOf(old.Text, syntax) is { } some && syntax.Same(all.Column, some.Column) && all.Values.IsSupersetOf(some.Values));

    private static bool Same(string left, string right, SqlSyntax syntax)
    {
        var (ours, theirs) = (Word.Split(left, syntax), Word.Split(right, syntax));
        if (ours.Count != theirs.Count)
        {
            return false;
        }

        for (var i = 0; i < ours.Count; i++)
        {
            if (!string.Equals(TextOf(ours[i], left), TextOf(theirs[i], right), StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The column and the literals of <c>c IN ('a', 'b')</c> or <c>c = ANY (ARRAY['a', 'b'])</c>, casts allowed.</summary>
    private static (string Column, HashSet<string> Values)? ValuesOf(string text, SqlSyntax syntax)
    {
        string? column = null;
        var values = new HashSet<string>(StringComparer.Ordinal);
        var (list, cast) = (false, false);
        foreach (var word in Word.Split(text, syntax))
        {
            var said = TextOf(word, text);
            if (said[0] == '\'' || char.IsDigit(said[0]))
            {
                values.Add(said);
            }
            else if (said is "(" or ")" or "," or "[" or "]" or "=" or ":")
            {
                cast = said == ":" || (cast && said is "[" or "]");
            }
            else if (word.Is("IN") || word.Is("ANY") || word.Is("ARRAY"))
            {
                list = true;
            }
            else if (column is null && !cast)
            {
                column = said;
            }
            else if (!cast)
            {
                return null;
            }
        }

        return column is not null && list && values.Count > 0 ? (column, values) : null;
    }

    private static string TextOf(Word word, string text) => text.Substring(word.Start, word.End - word.Start);
}
