using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Databases;

/// <summary>Compares the bounds of a PostgreSQL partition with a CHECK condition, by their literals only: the partition key is not known.</summary>
internal static class Bounds
{
    /// <summary>Whether every literal in the bounds of a partition occurs in the condition too.</summary>
    public static bool AreCovered(string condition, string bounds)
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
