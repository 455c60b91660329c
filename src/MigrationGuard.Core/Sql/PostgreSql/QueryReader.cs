using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads SELECT and the statements that are kept as queries.</summary>
internal static class QueryReader
{
    /// <summary>Reads SELECT, or PL/pgSQL's PERFORM, possibly behind WITH.</summary>
    public static bool Select(Statement s)
    {
        var c = s.Cursor;
        if (c.Position + 1 >= c.End)
        {
            c.Position++;
            return s.Add(new Query(c.Expression(c.Position - 1, c.End)));
        }

        var into = s.Nesting.InBlock ? -1 : c.Find("INTO", c.Position);
        if (into >= 0)
        {
            return SelectInto(s, into);
        }

        if (c.IsAt(c.Position, "SELECT") || c.IsAt(c.Position, "PERFORM"))
        {
            var from = c.Position;
            c.Position++;
            if (Settings(s))
            {
                return true;
            }

            c.Position = from;
        }

        return s.Add(new Query(c.RestAsExpression()));
    }

    /// <summary>Keeps the whole statement as a query.</summary>
    public static bool Keep(Statement s) => s.Add(new Query(s.Cursor.RestAsExpression()));

    /// <summary>Reads <c>set_config('name', 'value', is_local)</c>, several of them too; false when anything else stands there.</summary>
    private static bool Settings(Statement s)
    {
        var c = s.Cursor;
        var settings = new List<(SetSetting Setting, int From, int End)>();
        do
        {
            var from = c.Position;
            if (c.Accept("PG_CATALOG"))
            {
                c.Accept(TokenKind.Dot);
            }

            if (!c.Accept("SET_CONFIG") || !c.Accept(TokenKind.LeftParenthesis) || !Arguments(c, out var setting))
            {
                return false;
            }

            settings.Add((setting, from, c.Position));
        }
        while (c.Accept(TokenKind.Comma));
        if (!c.AtEnd)
        {
            return false;
        }

        for (var i = 0; i < settings.Count; i++)
        {
            s.Add(settings[i].Setting, i == 0 ? s.First : settings[i].From, settings[i].End);
        }

        return true;
    }

    private static bool Arguments(TokenCursor c, out SetSetting setting)
    {
        setting = new SetSetting("", null, SettingScope.Session);
        if (!c.Is(TokenKind.String) || c.Peek(1).Kind != TokenKind.Comma || c.Peek(2).Kind != TokenKind.String || c.Peek(3).Kind != TokenKind.Comma)
        {
            return false;
        }

        var at = c.Position;
        c.Position += 4;
        var local = c.Is("TRUE");
        if (!local && !c.Is("FALSE"))
        {
            return false;
        }

        c.Position++;
        setting = new SetSetting(c.Value(at).ToLowerInvariant(), c.Value(at + 2), local ? SettingScope.Transaction : SettingScope.Session);
        return c.Accept(TokenKind.RightParenthesis);
    }

    private static bool SelectInto(Statement s, int into)
    {
        var c = s.Cursor;
        var from = c.Position;
        c.Position = into + 1;
        if (!c.Accept("LOCAL"))
        {
            c.Accept("GLOBAL");
        }

        var temporary = c.Accept("TEMPORARY") || c.Accept("TEMP");
        var unlogged = c.Accept("UNLOGGED");
        c.Accept("TABLE");
        if (!c.ObjectName(out var name))
        {
            return false;
        }

        var first = c.Expression(from, into);
        var second = c.Expression(c.Position, c.End);
        c.Position = c.End;
        var query = new SqlExpression((first.Text + " " + second.Text).TrimEnd(), ExpressionKind.Other, Union(first.Functions, second.Functions), Union(first.Identifiers, second.Identifiers));
        return s.Add(new CreateTable(name, default, default) { Temporary = temporary, Unlogged = unlogged, AsQuery = query });
    }

    private static List<string> Union(Collections.EquatableList<string> first, Collections.EquatableList<string> second)
    {
        var all = new List<string>(first);
        foreach (var name in second)
        {
            if (!first.Exists(known => string.Equals(known, name, StringComparison.Ordinal)))
            {
                all.Add(name);
            }
        }

        return all;
    }

    /// <summary>Reads what follows EXPLAIN; with ANALYZE the statement behind it runs.</summary>
    public static bool Explain(Statement s)
    {
        var c = s.Cursor;
        var from = c.Position;
        c.Position++;
        var runs = false;
        if (c.Is(TokenKind.LeftParenthesis))
        {
            var options = c.Position;
            if (!c.SkipParentheses())
            {
                return false;
            }

            for (var i = options; i < c.Position; i++)
            {
                runs |= (c.IsAt(i, "ANALYZE") || c.IsAt(i, "ANALYSE")) && !c.IsAt(i + 1, "FALSE") && !c.IsAt(i + 1, "OFF");
            }
        }

        while (c.Keyword is "ANALYZE" or "ANALYSE" or "VERBOSE")
        {
            runs |= !c.Is("VERBOSE");
            c.Position++;
        }

        if (runs && IsRunnable(c))
        {
            return StatementReader.Dispatch(s);
        }

        if (!IsRunnable(c) && !c.Is(TokenKind.LeftParenthesis) && !c.Is("EXECUTE") && !c.Is("DECLARE") && !c.Is("TABLE"))
        {
            return c.Fail("a statement that can be explained");
        }

        c.Position = from;
        return Keep(s);
    }

    /// <summary>Reads what follows PREPARE: what is prepared is meant to run.</summary>
    public static bool Prepare(Statement s)
    {
        var c = s.Cursor;
        return c.Name(out _) && (!c.Is(TokenKind.LeftParenthesis) || c.SkipParentheses()) && c.Expect("AS")
            && (IsRunnable(c) ? StatementReader.Dispatch(s) : c.Fail("a statement that can be prepared"));
    }

    // No EXPLAIN or PREPARE: those do not nest, which also bounds the recursion.
    private static bool IsRunnable(TokenCursor c) => c.Keyword is "SELECT" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "WITH" or "VALUES" or "CREATE" or "REFRESH";

    /// <summary>Reads what follows CALL.</summary>
    public static bool Call(Statement s)
    {
        var c = s.Cursor;
        if (!c.ObjectName(out var name))
        {
            return false;
        }

        var from = c.Position + 1;
        return c.SkipParentheses() && s.Add(new CallRoutine(name, c.Slice(from, c.Position - 1)));
    }
}
