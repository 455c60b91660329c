using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads INSERT, UPDATE, DELETE and MERGE with a WITH clause in front. https://www.postgresql.org/docs/current/dml.html</summary>
internal static class DataReader
{
    /// <summary>Reads a statement that begins with WITH.</summary>
    public static bool With(Statement s)
    {
        var c = s.Cursor;
        var from = c.Position;
        var bodies = new List<(int From, int End)>();
        if (!WithReader.Read(c, [], bodies))
        {
            return false;
        }

        var with = c.Slice(from, c.Position);
        if (!Main(s, from, with))
        {
            return false;
        }

        var (position, end) = (c.Position, c.End);
        foreach (var (first, behind) in bodies)
        {
            if (!IsChange(c.KeywordAt(first)))
            {
                continue;
            }

            c.Restrict(first, behind);
            if (!Change(s, first, null) || !c.AtEnd)
            {
                return c.Fail("the end of the statement in WITH");
            }
        }

        c.Restrict(position, end);
        return true;
    }

    private static bool Main(Statement s, int from, string with)
    {
        var c = s.Cursor;
        if (IsChange(c.Keyword))
        {
            return Change(s, from, with);
        }

        c.Position = from;
        return QueryReader.Select(s);
    }

    private static bool IsChange(string keyword) => keyword is "INSERT" or "UPDATE" or "DELETE" or "MERGE";

    /// <summary>Reads from INSERT, UPDATE, DELETE or MERGE on. The operation's span begins at <paramref name="from"/>.</summary>
    public static bool Change(Statement s, int from, string? with)
    {
        var c = s.Cursor;
        Operation? operation = c.Keyword switch
        {
            "INSERT" => InsertReader.Read(c, with),
            "UPDATE" => Update(s, from, with),
            "DELETE" => Delete(s, from, with),
            _ => Merge(c, with),
        };
        return operation is not null && s.Add(operation, from, c.Position);
    }

    private static UpdateRows? Update(Statement s, int first, string? with)
    {
        var c = s.Cursor;
        c.Position++;
        if (!Target(c, out var table, out var alias) || !c.Expect("SET"))
        {
            return null;
        }

        var from = c.Position;
        var (where, returning) = Tail(c);
        List<string> columns = [];
        if (!Assigned(c, where < 0 ? returning : where, columns))
        {
            return null;
        }

        var behind = where < 0 ? returning : where;
        var assignments = c.Expression(from, behind);
        c.Position = c.End;
        return new UpdateRows(table, columns)
        {
            With = with,
            Alias = alias,
            Assignments = assignments,
            From = Others(c, from, behind),
            Where = where < 0 ? null : c.Expression(where + 1, returning),
            Batched = Batches.Limits(c, first, where, returning),
            InLoop = s.Nesting.InLoop,
        };
    }

    private static string? Others(TokenCursor c, int first, int end)
    {
        var from = c.Find("FROM", first);
        while (from >= 0 && from < end && c.IsAt(from - 1, "DISTINCT"))
        {
            from = c.Find("FROM", from + 1);
        }

        return from >= 0 && from < end ? c.Slice(from + 1, end) : null;
    }

    private static bool Target(TokenCursor c, out ObjectName table, out string? alias)
    {
        alias = null;
        c.Accept("ONLY");
        if (!c.ObjectName(out table))
        {
            return false;
        }

        c.AcceptSymbol("*");
        if (c.Accept("AS"))
        {
            return c.Name(out alias);
        }

        return c.AtEnd || !c.IsName || c.Keyword is "SET" or "USING" or "WHERE" or "RETURNING" || c.Name(out alias);
    }

    /// <summary>Finds WHERE (-1 without one) and RETURNING (the end without one).</summary>
    private static (int Where, int Returning) Tail(TokenCursor c)
    {
        var returning = c.Find("RETURNING", c.Position);
        var where = c.Find("WHERE", c.Position);
        returning = returning < 0 ? c.End : returning;
        return (where > returning ? -1 : where, returning);
    }

    private static bool Assigned(TokenCursor c, int end, List<string> columns)
    {
        var from = c.Find("FROM", c.Position);
        var before = c.Narrow(from >= 0 && from < end ? from : end);
        bool read;
        do
        {
            read = c.Is(TokenKind.LeftParenthesis) ? InsertReader.Targets(c, columns) : Column(c, columns);
            read = read && (c.IsSymbol("=") || c.IsSymbol(":=") || c.Fail("="));
            c.Position = c.EndOfItem(c.Position);
        }
        while (read && c.Accept(TokenKind.Comma));
        c.Narrow(before);
        return read;
    }

    private static bool Column(TokenCursor c, List<string> columns)
    {
        if (!c.Name(out var name))
        {
            return false;
        }

        columns.Add(name);
        while (!c.AtEnd && !c.IsSymbol("=") && c.Current.Kind is TokenKind.Dot or TokenKind.LeftBracket or TokenKind.RightBracket or TokenKind.Number
            or TokenKind.Word or TokenKind.QuotedName or TokenKind.String)
        {
            c.Position++;
        }

        return true;
    }

    private static DeleteRows? Delete(Statement s, int first, string? with)
    {
        var c = s.Cursor;
        if (!c.Expect("DELETE", "FROM") || !Target(c, out var table, out var alias))
        {
            return null;
        }

        var (where, returning) = Tail(c);
        string? others = null;
        if (c.Accept("USING"))
        {
            var end = where < 0 ? returning : where;
            others = c.Slice(c.Position, end);
            c.Position = end;
        }

        if (c.Position != (where < 0 ? returning : where))
        {
            c.Fail("USING or WHERE");
            return null;
        }

        c.Position = c.End;
        return new DeleteRows(table)
        {
            With = with,
            Alias = alias,
            Using = others,
            Where = where < 0 ? null : c.Expression(where + 1, returning),
            Batched = Batches.Limits(c, first, where, returning),
            InLoop = s.Nesting.InLoop,
        };
    }

    private static MergeRows? Merge(TokenCursor c, string? with)
    {
        c.Position++;
        c.Accept("INTO");
        c.Accept("ONLY");
        if (!c.ObjectName(out var table))
        {
            return null;
        }

        var deletes = false;
        for (var i = c.Position; i < c.End; i++)
        {
            deletes |= c.IsAt(i, "DELETE") && c.IsAt(i - 1, "THEN");
        }

        return c.Find("USING", c.Position) >= 0 ? new MergeRows(table, c.RestAsExpression()) { Deletes = deletes, With = with } : null;
    }
}
