using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>The statements of PL/pgSQL that are no control words.</summary>
internal static class BlockStatements
{
    /// <summary>Whether the statement changes nothing but variables; notes in <paramref name="mayHaveReturned"/> a RETURN that stands under a condition.</summary>
    public static bool HasNoEffect(TokenCursor c, ref bool mayHaveReturned, bool inner)
    {
        switch (c.Keyword)
        {
            case "RETURN":
                mayHaveReturned |= inner;
                return true;
            case "RAISE" or "EXIT" or "CONTINUE" or "NULL" or "GET" or "OPEN" or "ASSERT":
            case "FETCH" or "MOVE" or "CLOSE":
                return true;
            default:
                return IsAssignment(c);
        }
    }

    /// <summary>Reads the statement at the cursor.</summary>
    public static void Read(Statement s)
    {
        var c = s.Cursor;
        switch (c.Keyword)
        {
            case "PERFORM":
                if (!QueryReader.Select(s) || !c.AtEnd)
                {
                    s.Abandon(s.Failure());
                }

                break;
            case "EXECUTE":
                c.Position++;
                Execute(s);
                break;
            default:
                StatementReader.Read(s);
                break;
        }
    }

    private static bool IsAssignment(TokenCursor c)
    {
        if (!c.IsName || c.Keyword is "SET" or "UPDATE" or "ALTER")
        {
            return false;
        }

        for (var i = c.Position + 1; i < c.End && i < c.Position + 16; i++)
        {
            if (c.IsSymbolAt(i, ":=") || c.IsSymbolAt(i, "="))
            {
                return true;
            }

            if (c[i].Kind is not (TokenKind.Dot or TokenKind.LeftBracket or TokenKind.RightBracket or TokenKind.Number) && !AfterDotOrBracket(c, i))
            {
                return false;
            }
        }

        return false;
    }

    private static bool AfterDotOrBracket(TokenCursor c, int at)
        => c[at - 1].Kind is TokenKind.Dot or TokenKind.LeftBracket || c[at].Kind is TokenKind.Operator && c[at + 1].Kind is TokenKind.Number;

    /// <summary>Reads what follows EXECUTE: literals are read as SQL, anything else is only known at run time.</summary>
    private static void Execute(Statement s)
    {
        var c = s.Cursor;
        if (s.Nesting.Depth >= Nesting.Deepest)
        {
            s.AddUnread("the code is nested too deeply", s.First, c.End);
            return;
        }

        if (DynamicSql.Read(s) is not { } code)
        {
            s.AddUnread("the SQL is built at run time", s.First, c.End);
            return;
        }

        new ScriptReader(s.Output, code.Text, code.Start, code.End, code.Map).Read(s.Nesting with { Depth = s.Nesting.Depth + 1, InBlock = false });
    }
}
