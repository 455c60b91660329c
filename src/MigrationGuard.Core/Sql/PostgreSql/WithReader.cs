using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads WITH in front of a statement. https://www.postgresql.org/docs/current/queries-with.html</summary>
internal static class WithReader
{
    /// <summary>Jumps over the WITH clause and collects the names it gives.</summary>
    public static bool SkipNames(TokenCursor c, List<string> names)
    {
        var bodies = new List<(int From, int End)>();
        return Read(c, names, bodies);
    }

    /// <summary>Reads the WITH clause; <paramref name="bodies"/> are the ranges of the statements in its parentheses.</summary>
    public static bool Read(TokenCursor c, List<string> names, List<(int From, int End)> bodies)
    {
        c.Position++;
        c.Accept("RECURSIVE");
        do
        {
            if (!c.Name(out var name) || (c.Is(TokenKind.LeftParenthesis) && !c.SkipParentheses()) || !c.Expect("AS"))
            {
                return false;
            }

            names.Add(name);
            c.Accept("NOT");
            c.Accept("MATERIALIZED");
            var from = c.Position + 1;
            if (!c.SkipParentheses())
            {
                return false;
            }

            bodies.Add((from, c.Position - 1));
            SearchAndCycle(c);
        }
        while (c.Accept(TokenKind.Comma));
        return true;
    }

    private static void SearchAndCycle(TokenCursor c)
    {
        while (c.Is("SEARCH") || c.Is("CYCLE"))
        {
            c.Position++;
            while (!c.AtEnd && !c.Is(TokenKind.LeftParenthesis) && c.Keyword is not ("SELECT" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "SEARCH" or "CYCLE")
                && !(c.Is(TokenKind.Comma) && c.IsNameAt(c.Position + 1) && (c.IsAt(c.Position + 2, "AS") || c.Peek(2).Kind == TokenKind.LeftParenthesis)))
            {
                c.Position++;
            }
        }
    }
}
