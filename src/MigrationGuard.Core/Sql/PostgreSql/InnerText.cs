using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Code inside a string literal.</summary>
/// <param name="Text">The text that holds the code.</param>
/// <param name="Start">Offset at which the code begins.</param>
/// <param name="End">Offset behind the code.</param>
/// <param name="Map">The way back to the file; null when the text is the file's.</param>
internal readonly record struct InnerText(string Text, int Start, int End, OffsetMap? Map)
{
    /// <summary>The code in the string at an index: a part of the same text when nothing in it is escaped, else its decoded value.</summary>
    public static InnerText Of(Statement s, int index)
    {
        var token = s.Cursor[index];
        var text = s.Cursor.Text;
        if (text[token.Start] == '$')
        {
            var tag = text.IndexOf('$', token.Start + 1) - token.Start + 1;
            return new InnerText(text, token.Start + tag, token.End - tag, s.Map);
        }

        var map = new OffsetMap();
        var value = Literals.Decode(text, token, map);
        return new InnerText(value, 0, value.Length, s.Map is null ? map : map.Within(s.Map));
    }
}
