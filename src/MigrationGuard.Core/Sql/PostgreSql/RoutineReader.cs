using System.Text;
using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads CREATE FUNCTION, PROCEDURE and AGGREGATE. https://www.postgresql.org/docs/current/sql-createfunction.html</summary>
internal static class RoutineReader
{
    /// <summary>Reads from FUNCTION, PROCEDURE or AGGREGATE on.</summary>
    public static bool Create(Statement s, bool replace)
    {
        var c = s.Cursor;
        var kind = c.Keyword switch
        {
            "FUNCTION" => RoutineKind.Function,
            "PROCEDURE" => RoutineKind.Procedure,
            _ => RoutineKind.Aggregate,
        };
        c.Position++;
        if (!c.ObjectName(out var name))
        {
            return false;
        }

        if (!c.Is(TokenKind.LeftParenthesis))
        {
            return c.Fail("(");
        }

        var routine = new CreateRoutine(kind, name, "") { Replace = replace };
        if (kind == RoutineKind.Aggregate)
        {
            return s.Add(routine with { Signature = c.Rest()! });
        }

        var signature = new StringBuilder();
        var from = c.Position;
        if (!c.SkipParentheses())
        {
            return false;
        }

        return Clauses(c, signature, from, ref routine) && s.Add(routine with { Signature = signature.ToString() });
    }

    private static bool Clauses(TokenCursor c, StringBuilder signature, int from, ref CreateRoutine routine)
    {
        while (!c.AtEnd)
        {
            var at = c.Position;
            switch (c.Keyword)
            {
                case "LANGUAGE":
                    c.Position++;
                    routine = routine with { Language = c.Is(TokenKind.String) ? c.Value(c.Position).ToLowerInvariant() : c.NameAt(c.Position) };
                    c.Position++;
                    break;
                case "IMMUTABLE" or "STABLE" or "VOLATILE":
                    routine = routine with { Volatility = c.Keyword.ToLowerInvariant() };
                    c.Position++;
                    break;
                case "AS":
                    c.Position++;
                    if (!Body(c, ref routine))
                    {
                        return false;
                    }

                    break;
                case "BEGIN" or "RETURN":
                    routine = routine with { Body = c.RestAsExpression() };
                    break;
                default:
                    if (!Skip(c))
                    {
                        return false;
                    }

                    continue;
            }

            Append(c, signature, from, at);
            from = c.Position;
        }

        Append(c, signature, from, c.End);
        return true;
    }

    private static void Append(TokenCursor c, StringBuilder signature, int from, int end)
    {
        if (from < end)
        {
            signature.Append(signature.Length > 0 ? " " : "").Append(c.Slice(from, end));
        }
    }

    private static bool Skip(TokenCursor c)
    {
        if (c.Is(TokenKind.LeftParenthesis))
        {
            return c.SkipParentheses();
        }

        if (c.Is(TokenKind.Other) || c.Is(TokenKind.RightParenthesis) || c.Is(TokenKind.String) && c.Position == 0)
        {
            return c.Fail("a routine option");
        }

        c.Position++;
        return true;
    }

    private static bool Body(TokenCursor c, ref CreateRoutine routine)
    {
        if (!c.Is(TokenKind.String))
        {
            return c.Fail("the body as a string");
        }

        routine = routine with { Body = RoutineBody.Read(c, c.Position++) };
        return !c.Accept(TokenKind.Comma) || c.Expect(TokenKind.String);
    }
}
