using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads CREATE VIEW, CREATE MATERIALIZED VIEW and REFRESH. https://www.postgresql.org/docs/current/sql-createview.html</summary>
internal static class ViewReader
{
    /// <summary>Reads from RECURSIVE, MATERIALIZED or VIEW on.</summary>
    public static bool Create(Statement s, bool replace)
    {
        var c = s.Cursor;
        c.Accept("RECURSIVE");
        var materialized = c.Accept("MATERIALIZED");
        if (!c.Expect("VIEW"))
        {
            return false;
        }

        var ifNotExists = Clauses.IfNotExists(c);
        List<string> columns = [];
        if (!c.ObjectName(out var name) || (c.Is(TokenKind.LeftParenthesis) && !c.NameList(columns)))
        {
            return false;
        }

        var from = c.Position;
        var query = c.Find("AS", from);
        if (query < 0 || query + 1 >= c.End)
        {
            return c.Fail("AS and a query");
        }

        var options = query > from ? c.Slice(from, query) : null;
        var end = EndOfQuery(c, materialized, out var checkOption);
        var shape = QueryShape.Read(c, query + 1, end);
        c.Position = c.End;
        return s.Add(new CreateView(name, c.Expression(query + 1, end))
        {
            Columns = columns,
            OutputColumns = shape.OutputColumns,
            Sources = shape.Sources,
            Replace = replace,
            IfNotExists = ifNotExists,
            Materialized = materialized,
            CheckOption = checkOption,
            Updatable = shape.Plain && !materialized,
            Restricts = shape.Restricts,
            Options = options,
        });
    }

    /// <summary>Index behind the query: WITH … CHECK OPTION is cut off, WITH [NO] DATA of a materialized view stays with its query.</summary>
    private static int EndOfQuery(TokenCursor c, bool materialized, out bool checkOption)
    {
        checkOption = !materialized && c.IsAt(c.End - 1, "OPTION") && c.IsAt(c.End - 2, "CHECK");
        if (!checkOption)
        {
            return c.End;
        }

        return c.IsAt(c.End - 3, "WITH") ? c.End - 3 : c.End - 4;
    }

    /// <summary>Reads what follows REFRESH.</summary>
    public static bool Refresh(Statement s)
    {
        var c = s.Cursor;
        if (!c.Expect("MATERIALIZED", "VIEW"))
        {
            return false;
        }

        var concurrently = c.Accept("CONCURRENTLY");
        if (!c.ObjectName(out var name))
        {
            return false;
        }

        var noData = c.Accept("WITH", "NO", "DATA");
        c.Accept("WITH", "DATA");
        return s.Add(new RefreshView(name) { Concurrently = concurrently, NoData = noData });
    }
}
