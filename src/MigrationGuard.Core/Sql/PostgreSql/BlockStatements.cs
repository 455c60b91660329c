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
    public static void Read(Statement s, BlockVariables variables)
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
                Execute(s, variables);
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

    /// <summary>Reads what follows EXECUTE as SQL. With placeholders in it, a part that is not understood leaves the whole unread.</summary>
    private static void Execute(Statement s, BlockVariables variables)
    {
        var end = s.Cursor.End;
        if (s.Nesting.Depth >= Nesting.Deepest)
        {
            s.AddUnread("the code is nested too deeply", s.First, end);
            return;
        }

        var steps = s.Output.Steps;
        var before = steps.Count;
        if (DynamicSql.Read(s, variables) is { } code)
        {
            var inner = s.Nesting with { Depth = s.Nesting.Depth + 1, InBlock = false, HasPlaceholders = s.Nesting.HasPlaceholders || code.HasPlaceholders };
            new ScriptReader(s.Output, code.Text.Text, code.Text.Start, code.Text.End, code.Text.Map).Read(inner);
            if (code.Assigned)
            {
                PlaceAt(s, before, end);
            }

            if (!code.HasPlaceholders || (steps.Count > before && steps.FindIndex(before, step => step.Operation is UnreadSql) < 0))
            {
                return;
            }
        }

        steps.RemoveRange(before, steps.Count - before);
        s.AddUnread("the SQL is built at run time", s.First, end);
    }

    /// <summary>Moves the steps from an index on to the EXECUTE statement.</summary>
    private static void PlaceAt(Statement s, int first, int end)
    {
        var steps = s.Output.Steps;
        var span = s.Output.Span(s.Cursor[s.First].Start, s.Cursor[end - 1].End, s.Map);
        for (var i = first; i < steps.Count; i++)
        {
            steps[i] = steps[i] with { Span = span };
        }
    }
}
