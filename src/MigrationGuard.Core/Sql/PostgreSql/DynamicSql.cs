using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>SQL that is executed from a string.</summary>
internal static class DynamicSql
{
    /// <summary>
    /// The code that the expression at the cursor makes, with placeholders for what is only known at run time; null when its shape is not known
    /// either. A variable stands for the only value that the block gives it.
    /// </summary>
    public static DynamicCode? Read(Statement s, BlockVariables variables)
    {
        var c = s.Cursor;
        var end = End(c);
        if (end - c.Position == 1 && c.Is(TokenKind.String))
        {
            return new DynamicCode(InnerText.Of(s, c.Position), HasPlaceholders: false, Assigned: false);
        }

        if (end - c.Position > 1 || !c.IsName)
        {
            return Code(c, (c.Position, end), s.Map);
        }

        return variables.Value(c.NameAt(c.Position), c.Current.Start) is { } value && Code(variables.Cursor, value, s.Map) is { } code ? code with { Assigned = true } : null;
    }

    private static int End(TokenCursor c)
    {
        var into = c.Find("INTO", c.Position);
        var parameters = c.Find("USING", c.Position);
        return Math.Min(into < 0 ? c.End : into, parameters < 0 ? c.End : parameters);
    }

    private static DynamicCode? Code(TokenCursor c, (int From, int End) range, OffsetMap? map)
    {
        var text = new DynamicText();
        if (!new TextExpression(c, text).Append(range.From, range.End) || !NamesStandWhereNamesCan(text, c))
        {
            return null;
        }

        return new DynamicCode(new InnerText(text.Value, 0, text.Length, map is null ? text.Map : text.Map.Within(map)), text.HasPlaceholders, Assigned: false);
    }

    /// <summary>Whether every placeholder that may be more than a name stands where only one is expected: behind a table's name it may be a clause.</summary>
    private static bool NamesStandWhereNamesCan(DynamicText text, TokenCursor names)
    {
        if (text.Unquoted.Count == 0)
        {
            return true;
        }

        var value = text.Value;
        var tokens = new TokenBuffer();
        var lexer = new SqlLexer(value, 0, value.Length, LexerOptions.PostgreSql);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            tokens.Add(token);
        }

        var c = names.Over(value, tokens);
        c.Reset();
        var next = 0;
        for (var i = 0; i < c.End && next < text.Unquoted.Count; i++)
        {
            while (next < text.Unquoted.Count && text.Unquoted[next].Start < c[i].Start)
            {
                next++;
            }

            if (next < text.Unquoted.Count && text.Unquoted[next] == (c[i].Start, c[i].Length) && !MayPrecedeName(c, i - 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MayPrecedeName(TokenCursor c, int index) => c[index].Kind switch
    {
        TokenKind.Operator or TokenKind.Comma or TokenKind.Dot or TokenKind.LeftParenthesis => true,
        TokenKind.Word => PlaceholderContext.IsBeforeName(c.KeywordAt(index)),
        _ => false,
    };
}
