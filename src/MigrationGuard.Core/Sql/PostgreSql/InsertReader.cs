using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads INSERT. https://www.postgresql.org/docs/current/sql-insert.html</summary>
internal static class InsertReader
{
    /// <summary>Reads from INSERT on; null when it is not understood.</summary>
    public static InsertRows? Read(TokenCursor c, string? with)
    {
        if (!c.Expect("INSERT", "INTO") || !c.ObjectName(out var table))
        {
            return null;
        }

        string? alias = null;
        if (c.Accept("AS") && !c.Name(out alias))
        {
            return null;
        }

        List<string> columns = [];
        if (c.Is(TokenKind.LeftParenthesis) && !IsQuery(c, c.Position + 1) && !Targets(c, columns))
        {
            return null;
        }

        var from = c.Position;
        if (c.AtEnd)
        {
            c.Fail("VALUES or a query");
            return null;
        }

        if (c.Accept("OVERRIDING"))
        {
            c.Position += 2;
        }

        var values = c.Is("VALUES");
        var fromQuery = !values && !c.Is("DEFAULT", "VALUES");
        if (fromQuery && !IsQuery(c, c.Position))
        {
            c.Fail("VALUES or a query");
            return null;
        }

        var (rows, conflict) = Rows(c, values);
        c.Position = c.End;
        return new InsertRows(table, columns)
        {
            With = with,
            Alias = alias,
            Source = c.Expression(from, c.End),
            Rows = rows,
            FromQuery = fromQuery,
            Repeatable = conflict || (fromQuery && HasGuard(c, from)),
        };
    }

    /// <summary>Reads the target columns; of <c>c.field</c> and <c>c[1]</c> only the column counts.</summary>
    public static bool Targets(TokenCursor c, List<string> columns)
    {
        c.Position++;
        do
        {
            if (!c.Name(out var name))
            {
                return false;
            }

            columns.Add(name);
            c.Position = c.EndOfItem(c.Position);
        }
        while (c.Accept(TokenKind.Comma));
        return c.Expect(TokenKind.RightParenthesis);
    }

    private static bool IsQuery(TokenCursor c, int at)
    {
        while (c[at].Kind == TokenKind.LeftParenthesis)
        {
            at++;
        }

        // VALUES may also be a column.
        return c.KeywordAt(at) is "SELECT" or "WITH" or "TABLE" or "EXECUTE" || (c.IsAt(at, "VALUES") && c[at + 1].Kind == TokenKind.LeftParenthesis);
    }

    /// <summary>Counts the rows of VALUES and looks for ON CONFLICT behind them.</summary>
    private static (int Rows, bool Conflict) Rows(TokenCursor c, bool values)
    {
        var rows = 0;
        var depth = 0;
        for (var i = c.Position; i < c.End; i++)
        {
            switch (c[i].Kind)
            {
                case TokenKind.LeftParenthesis:
                    rows += depth++ == 0 && values ? 1 : 0;
                    break;
                case TokenKind.RightParenthesis:
                    depth--;
                    break;
                case TokenKind.Word when depth == 0 && c.IsAt(i, "CONFLICT") && c.IsAt(i - 1, "ON"):
                    return (rows, true);
                case TokenKind.Word when depth == 0 && c.IsAt(i, "RETURNING"):
                    return (rows, false);
            }
        }

        return (values ? rows : c.IsAt(c.Position, "DEFAULT") ? 1 : 0, false);
    }

    private static bool HasGuard(TokenCursor c, int from)
    {
        for (var i = from; i < c.End; i++)
        {
            if (c.IsAt(i, "EXISTS") && c.IsAt(i - 1, "NOT"))
            {
                return true;
            }
        }

        return false;
    }
}
