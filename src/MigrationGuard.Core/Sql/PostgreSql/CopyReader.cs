using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads TRUNCATE and COPY. https://www.postgresql.org/docs/current/sql-copy.html</summary>
internal static class CopyReader
{
    /// <summary>Reads what follows TRUNCATE.</summary>
    public static bool Truncate(Statement s)
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
        var restart = c.Accept("RESTART", "IDENTITY");
        c.Accept("CONTINUE", "IDENTITY");
        return s.Add(new TruncateTables(tables) { RestartIdentity = restart, Cascade = Clauses.Cascade(c) });
    }

    /// <summary>Reads what follows COPY.</summary>
    public static bool Copy(Statement s)
    {
        var c = s.Cursor;
        if (c.Is(TokenKind.LeftParenthesis))
        {
            return CopyQuery(s);
        }

        c.Accept("BINARY");
        if (!c.ObjectName(out var table))
        {
            return false;
        }

        List<string> columns = [];
        if (c.Is(TokenKind.LeftParenthesis) && !c.NameList(columns))
        {
            return false;
        }

        var writes = c.Is("FROM");
        return !writes && !c.Is("TO") ? c.Fail("FROM or TO") : s.Add(new CopyRows(table, columns) { Writes = writes, Options = c.Rest() });
    }

    private static bool CopyQuery(Statement s)
    {
        var c = s.Cursor;
        var from = c.Position + 1;
        if (!c.SkipParentheses())
        {
            return false;
        }

        if (c.KeywordAt(from) is not ("INSERT" or "UPDATE" or "DELETE" or "MERGE"))
        {
            c.Position = s.First;
            return QueryReader.Keep(s);
        }

        var (position, end) = (c.Position, c.End);
        c.Restrict(from, position - 1);
        var read = DataReader.Change(s, from, null);
        c.Restrict(end, end);
        return read;
    }
}
