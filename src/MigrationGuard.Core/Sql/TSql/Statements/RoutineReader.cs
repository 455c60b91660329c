using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads CREATE and ALTER PROCEDURE and FUNCTION; the body reaches to the end of the batch.</summary>
internal static class RoutineReader
{
    public static bool Read(Statement statement, bool replace)
    {
        var tokens = statement.Tokens;
        var kind = tokens.Is("FUNCTION") ? RoutineKind.Function : RoutineKind.Procedure;
        tokens.Position++;
        if (!tokens.ObjectName(out var name))
        {
            return false;
        }

        if (tokens.Is(TokenKind.Semicolon))
        {
            // A numbered procedure: CREATE PROCEDURE p;1
            tokens.Position += 2;
        }

        var from = tokens.Position;
        var body = Body(tokens, from);
        if (body < 0)
        {
            return tokens.Fail("AS");
        }

        var end = ModuleEnd(tokens);
        var afterAs = tokens.IsAt(body, "AS") ? body + 1 : body;
        tokens.Position = tokens.End;
        return statement.Add(new CreateRoutine(kind, name, tokens.Slice(from, body))
        {
            Replace = replace,
            Language = tokens.IsAt(afterAs, "EXTERNAL") ? "clr" : "tsql",
            Body = afterAs < end ? tokens.Expression(afterAs, end) : null,
        });
    }

    /// <summary>Index behind the module's last token that is no semicolon.</summary>
    public static int ModuleEnd(TokenCursor tokens)
    {
        var end = tokens.End;
        while (end > 0 && tokens[end - 1].Kind == TokenKind.Semicolon)
        {
            end--;
        }

        return end;
    }

    /// <summary>Index of AS, or of BEGIN or RETURN where a function leaves AS out.</summary>
    private static int Body(TokenCursor tokens, int from)
    {
        for (var i = from; i < tokens.End; i++)
        {
            if (tokens[i].Kind == TokenKind.LeftParenthesis)
            {
                i = tokens.BehindParentheses(i) - 1;
                continue;
            }

            switch (tokens.KeywordAt(i))
            {
                case "AS" when (i == from || tokens[i - 1].Kind != TokenKind.Parameter) && tokens.KeywordAt(i - 1) is not ("EXECUTE" or "EXEC"):
                case "BEGIN" or "RETURN":
                    return i;
            }
        }

        return -1;
    }
}
