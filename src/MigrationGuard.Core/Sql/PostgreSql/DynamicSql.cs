using System.Text;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>SQL that is executed from a string.</summary>
internal static class DynamicSql
{
    /// <summary>
    /// The code that the expression at the cursor stands for when it consists of literals: one, several joined by <c>||</c>, or
    /// <c>format()</c> without arguments; null otherwise.
    /// </summary>
    public static InnerText? Read(Statement s)
    {
        var c = s.Cursor;
        var format = c.Is("FORMAT") && c.Peek(1).Kind == TokenKind.LeftParenthesis;
        c.Position += format ? 2 : 0;
        var open = format ? 1 : 0;
        while (c.Accept(TokenKind.LeftParenthesis))
        {
            open++;
        }

        var first = c.Position;
        var parts = new List<int>();
        do
        {
            if (!c.Is(TokenKind.String))
            {
                return null;
            }

            parts.Add(c.Position++);
        }
        while (c.AcceptSymbol("||"));
        for (; open > 0; open--)
        {
            if (!c.Accept(TokenKind.RightParenthesis))
            {
                return null;
            }
        }

        if (!c.AtEnd && !c.Is("INTO") && !c.Is("USING"))
        {
            return null;
        }

        var code = parts.Count == 1 ? InnerText.Of(s, first) : Join(s, parts);
        return format && code.Text.IndexOf('%', code.Start, code.End - code.Start) >= 0 ? null : code;
    }

    private static InnerText Join(Statement s, List<int> parts)
    {
        var text = new StringBuilder();
        var map = new OffsetMap();
        foreach (var part in parts)
        {
            var piece = new OffsetMap();
            var value = Literals.Decode(s.Cursor.Text, s.Cursor[part], piece);
            map.Append(text.Length, piece);
            text.Append(value);
        }

        return new InnerText(text.ToString(), 0, text.Length, s.Map is null ? map : map.Within(s.Map));
    }
}
