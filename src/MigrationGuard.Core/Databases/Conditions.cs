using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Databases;

/// <summary>What the tokens of a PostgreSQL CHECK condition prove. Anything but the plain forms proves nothing.</summary>
internal sealed class Conditions
{
    private readonly TokenCursor _cursor;
    private readonly int _end;

    private Conditions(string condition)
    {
        var tokens = Tokens(condition);
        _end = tokens.Count;
        _cursor = new TokenCursor(condition, tokens, new NamePool(), LexerOptions.PostgreSql);
    }

    /// <summary>Whether one of the conditions joined by AND is <c>column IS NOT NULL</c>.</summary>
    public static bool ImplyNotNull(string condition, string column)
    {
        var conditions = new Conditions(condition);
        return conditions.Implies(0, conditions._end, column);
    }

    /// <summary>Whether every literal in the bounds of a partition occurs in the condition too.</summary>
    public static bool CoverBounds(string condition, string bounds)
    {
        var there = Tokens(condition);
        var wanted = Tokens(bounds);
        var literals = 0;
        for (var i = 0; i < wanted.Count; i++)
        {
            if (wanted[i].Kind is TokenKind.String or TokenKind.Number)
            {
                literals++;
                if (!Contains(condition, there, bounds, wanted[i]))
                {
                    return false;
                }
            }
        }

        return literals > 0;
    }

    private bool Implies(int from, int end, string column)
    {
        while (_cursor[from].Kind == TokenKind.LeftParenthesis && Closing(from, end) == end - 1)
        {
            (from, end) = (from + 1, end - 1);
        }

        if (Find(from, end, "OR") >= 0 || Find(from, end, "BETWEEN") >= 0)
        {
            return false;
        }

        var and = Find(from, end, "AND");
        return and >= 0
            ? Implies(from, and, column) || Implies(and + 1, end, column)
            : IsNotNull(from, end, column);
    }

    private bool IsNotNull(int from, int end, string column) => (end - from) switch
    {
        2 => IsColumn(from, column) && _cursor.IsAt(from + 1, "NOTNULL"),
        4 => IsColumn(from, column) && _cursor.IsAt(from + 1, "IS") && _cursor.IsAt(from + 2, "NOT") && _cursor.IsAt(from + 3, "NULL"),
        _ => false,
    };

    private bool IsColumn(int at, string column) => _cursor.IsNameAt(at) && string.Equals(_cursor.NameAt(at), column, StringComparison.Ordinal);

    private int Find(int from, int end, string keyword)
    {
        for (var i = from; i < end; i++)
        {
            if (_cursor[i].Kind == TokenKind.LeftParenthesis)
            {
                i = Closing(i, end);
            }
            else if (_cursor.IsAt(i, keyword))
            {
                return i;
            }
        }

        return -1;
    }

    private int Closing(int from, int end)
    {
        var depth = 0;
        for (var i = from; i < end; i++)
        {
            depth += _cursor[i].Kind switch
            {
                TokenKind.LeftParenthesis => 1,
                TokenKind.RightParenthesis => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return i;
            }
        }

        return end;
    }

    private static bool Contains(string condition, TokenBuffer there, string bounds, Token literal)
    {
        for (var i = 0; i < there.Count; i++)
        {
            if (there[i].Length == literal.Length && string.CompareOrdinal(condition, there[i].Start, bounds, literal.Start, literal.Length) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static TokenBuffer Tokens(string text)
    {
        var tokens = new TokenBuffer();
        var lexer = new SqlLexer(text, 0, text.Length, LexerOptions.PostgreSql);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            tokens.Add(token);
        }

        return tokens;
    }
}
