namespace MigrationGuard.Postgres.Judging.Witnessing;

/// <summary>Names in SQL.</summary>
internal static class Names
{
    /// <summary>A name in quotes, unless it is plain; a keyword may be quoted without need.</summary>
    public static string Quote(string name)
        => name.Length > 0 && (char.IsAsciiLetterLower(name[0]) || name[0] == '_') && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_') && !Reserved.Contains(name)
            ? name : "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>Names in a list.</summary>
    public static string List(IEnumerable<string> names) => string.Join(", ", names.Select(Quote));

    /// <summary>A string literal.</summary>
    public static string Literal(string text) => text.Contains('\\') ? " E'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'"
        : "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    /// <summary>A text in dollar quotes of a tag that it does not contain.</summary>
    public static string Dollar(string text, string tag)
    {
        while (text.Contains("$" + tag + "$", StringComparison.Ordinal))
        {
            tag += "_";
        }

        return $"${tag}${text}${tag}$";
    }

    /// <summary>The schema of an identity such as <c>public."Users"</c>, as SQL writes it.</summary>
    public static string SchemaOf(string identity) => identity[..Dot(identity)];

    /// <summary>The name without its schema, as SQL writes it.</summary>
    public static string Last(string identity) => identity[(Dot(identity) + 1)..];

    /// <summary>Whether a text names an identity: not as a part of a longer name.</summary>
    public static bool IsNamed(string identity, string text)
    {
        for (var at = text.IndexOf(identity, StringComparison.Ordinal); at >= 0; at = text.IndexOf(identity, at + 1, StringComparison.Ordinal))
        {
            var end = at + identity.Length;
            if ((at == 0 || !IsPart(text[at - 1])) && (end == text.Length || !IsPart(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '"';

    private static int Dot(string identity)
    {
        var quoted = false;
        for (var i = 0; i < identity.Length; i++)
        {
            quoted ^= identity[i] == '"';
            if (identity[i] == '.' && !quoted)
            {
                return i;
            }
        }

        throw new NotRebuildableException($"{identity} has no schema");
    }

    // https://www.postgresql.org/docs/current/sql-keywords-appendix.html: what is reserved, or may not be a column or type name.
    private static readonly HashSet<string> Reserved = new(
        ("all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char character check coalesce collate collation column concurrently "
        + "constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do else end "
        + "except exists extract false fetch float for foreign freeze from full grant greatest group grouping having ilike in initially inner inout int integer intersect interval into is isnull "
        + "join lateral leading least left like limit localtime localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset on only or order out outer "
        + "overlaps overlay placing position precision primary real references returning right row select session_user setof similar smallint some substring symmetric system_user table tablesample "
        + "then time timestamp to trailing treat trim true union unique user using values varchar variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists xmlforest "
        + "xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable").Split(' '), StringComparer.Ordinal);
}
