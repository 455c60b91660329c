using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads LOCK, VACUUM, ANALYZE and CLUSTER. https://www.postgresql.org/docs/current/sql-vacuum.html</summary>
internal static class MaintenanceReader
{
    /// <summary>Reads what follows LOCK.</summary>
    public static bool Lock(Statement s)
    {
        var c = s.Cursor;
        c.Accept("TABLE");
        List<ObjectName> tables = [];
        do
        {
            c.Accept("ONLY");
            if (!c.ObjectName(out var table))
            {
                return false;
            }

            tables.Add(table);
            c.AcceptSymbol("*");
        }
        while (c.Accept(TokenKind.Comma));
        var mode = "ACCESS EXCLUSIVE";
        if (c.Accept("IN"))
        {
            var from = c.Position;
            while (c.Is(TokenKind.Word) && !c.Is("MODE"))
            {
                c.Position++;
            }

            mode = Clauses.Words(c, from, c.Position);
            if (!c.Expect("MODE"))
            {
                return false;
            }
        }

        c.Accept("NOWAIT");
        return s.Add(new LockTable(tables, mode));
    }

    /// <summary>Reads from VACUUM or ANALYZE on.</summary>
    public static bool Vacuum(Statement s)
    {
        var c = s.Cursor;
        var from = c.Position++;
        var full = false;
        if (c.Is(TokenKind.LeftParenthesis))
        {
            var options = c.Position;
            if (!c.SkipParentheses())
            {
                return false;
            }

            for (var i = options; i < c.Position; i++)
            {
                full |= c.IsAt(i, "FULL") && !c.IsAt(i + 1, "FALSE") && !c.IsAt(i + 1, "OFF");
            }
        }

        while (c.Keyword is "FULL" or "FREEZE" or "VERBOSE" or "ANALYZE" or "ANALYSE")
        {
            full |= c.Is("FULL");
            c.Position++;
        }

        var command = c.Slice(from, c.Position);
        if (c.AtEnd)
        {
            return s.Add(Make(full, command, null));
        }

        var start = s.First;
        do
        {
            c.Accept("ONLY");
            if (!c.ObjectName(out var table) || (c.Is(TokenKind.LeftParenthesis) && !c.SkipParentheses()))
            {
                return false;
            }

            c.AcceptSymbol("*");
            s.Add(Make(full, command, table), start, c.Position);
            start = c.Position + 1;
        }
        while (c.Accept(TokenKind.Comma));
        return true;
    }

    private static Operation Make(bool full, string command, ObjectName? table)
        => full ? new RewriteTable(RewriteKind.VacuumFull, table) : new MaintainTable(command, table);

    /// <summary>Reads what follows CLUSTER.</summary>
    public static bool Cluster(Statement s)
    {
        var c = s.Cursor;
        if (c.Is(TokenKind.LeftParenthesis) && !c.SkipParentheses())
        {
            return false;
        }

        c.Accept("VERBOSE");
        if (c.AtEnd)
        {
            return s.Add(new RewriteTable(RewriteKind.Cluster, null));
        }

        if (!c.ObjectName(out var name))
        {
            return false;
        }

        if (c.Accept("USING"))
        {
            return c.Name(out _) && s.Add(new RewriteTable(RewriteKind.Cluster, name));
        }

        // The form of before 8.3, CLUSTER index ON table, is still accepted.
        return (!c.Accept("ON") || c.ObjectName(out name)) && s.Add(new RewriteTable(RewriteKind.Cluster, name));
    }
}
