using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads DO. https://www.postgresql.org/docs/current/sql-do.html</summary>
internal static class BlockReader
{
    /// <summary>Reads from DO on: a step for the block, then a step for each statement in it.</summary>
    public static bool Read(Statement s)
    {
        var c = s.Cursor;
        c.Position++;
        var language = "plpgsql";
        var body = -1;
        while (!c.AtEnd)
        {
            if (c.Accept("LANGUAGE"))
            {
                language = c.Is(TokenKind.String) ? c.Value(c.Position) : c.NameAt(c.Position);
                c.Position++;
            }
            else if (c.Is(TokenKind.String) && body < 0)
            {
                body = c.Position++;
            }
            else
            {
                return c.Fail("the body of the block");
            }
        }

        if (body < 0)
        {
            return c.Fail("the body of the block");
        }

        s.Add(new ControlFlow(c.Slice(s.First, c.End)));
        if (!string.Equals(language, "plpgsql", StringComparison.OrdinalIgnoreCase))
        {
            s.AddUnread($"the block is written in {language}", body, body + 1);
            return true;
        }

        return Inner(s, body);
    }

    private static bool Inner(Statement s, int body)
    {
        if (s.Nesting.Depth >= Nesting.Deepest)
        {
            s.AddUnread("the code is nested too deeply", body, body + 1);
            return true;
        }

        var inner = InnerText.Of(s, body);
        new BlockScript(s.Output, inner).Read(s.Nesting with { Depth = s.Nesting.Depth + 1, InBlock = true });
        return true;
    }
}
