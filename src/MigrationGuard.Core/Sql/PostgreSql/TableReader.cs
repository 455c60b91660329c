using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads CREATE TABLE. https://www.postgresql.org/docs/current/sql-createtable.html</summary>
internal static class TableReader
{
    /// <summary>Reads what follows CREATE … TABLE; <paramref name="table"/> says what was written before.</summary>
    public static bool Read(Statement s, CreateTable table)
    {
        var c = s.Cursor;
        table = table with { IfNotExists = Clauses.IfNotExists(c) };
        if (!c.ObjectName(out var name))
        {
            return false;
        }

        table = table with { Name = name };
        if (c.Accept("PARTITION", "OF"))
        {
            if (!c.ObjectName(out var parent))
            {
                return false;
            }

            table = table with { PartitionOf = parent };
        }

        var typed = table.PartitionOf is null && c.Accept("OF");
        if (typed && !c.ObjectName(out _))
        {
            return false;
        }

        if (c.Is(TokenKind.LeftParenthesis) && !Elements(c, ref table))
        {
            return false;
        }

        return (table.PartitionOf is null || Bounds(c, ref table)) && Tail(c, ref table) && (typed || HasTypes(c, table)) && s.Add(table);
    }

    private static bool HasTypes(TokenCursor c, CreateTable table)
    {
        if (table.AsQuery is not null || table.PartitionOf is not null)
        {
            return true;
        }

        foreach (var column in table.Columns)
        {
            if (column.Type is null)
            {
                return c.Fail($"a type for column {column.Name}");
            }
        }

        return true;
    }

    private static bool Elements(TokenCursor c, ref CreateTable table)
    {
        c.Position++;
        var columns = new List<ColumnDefinition>();
        var constraints = new List<ConstraintDefinition>();
        var like = new List<ObjectName>();
        string? options = null;
        if (!c.Is(TokenKind.RightParenthesis))
        {
            do
            {
                if (!Element(c, columns, constraints, like, ref options))
                {
                    return false;
                }
            }
            while (c.Accept(TokenKind.Comma));
        }

        table = table with { Columns = columns, Constraints = constraints, Like = like, LikeOptions = options };
        return c.Expect(TokenKind.RightParenthesis);
    }

    private static bool Element(TokenCursor c, List<ColumnDefinition> columns, List<ConstraintDefinition> constraints, List<ObjectName> like, ref string? options)
    {
        if (c.Is("LIKE"))
        {
            c.Position++;
            if (!c.ObjectName(out var source))
            {
                return false;
            }

            like.Add(source);
            var from = c.Position;
            while (c.Accept("INCLUDING") || c.Accept("EXCLUDING"))
            {
                if (!Skip(c, 1))
                {
                    return c.Fail("what to include");
                }
            }

            options = c.Position > from ? c.Slice(from, c.Position) : options;
            return true;
        }

        if (ConstraintReader.IsNext(c))
        {
            return ConstraintReader.Table(c, constraints);
        }

        if (!ColumnReader.Read(c, out var column))
        {
            return false;
        }

        columns.Add(column);
        return true;
    }

    /// <summary>Reads FOR VALUES … or DEFAULT.</summary>
    public static bool Bounds(TokenCursor c, out string bounds)
    {
        var from = c.Position;
        bounds = "DEFAULT";
        if (c.Accept("DEFAULT"))
        {
            return true;
        }

        if (!c.Expect("FOR", "VALUES"))
        {
            return false;
        }

        var read = c.Accept("FROM") ? c.SkipParentheses() && c.Expect("TO") && c.SkipParentheses()
            : (c.Accept("IN") || c.Expect("WITH")) && c.SkipParentheses();
        bounds = c.Slice(from, c.Position);
        return read;
    }

    private static bool Bounds(TokenCursor c, ref CreateTable table)
    {
        var read = Bounds(c, out var bounds);
        table = table with { PartitionBounds = bounds };
        return read;
    }

    private static bool Tail(TokenCursor c, ref CreateTable table)
    {
        if (c.Accept("INHERITS"))
        {
            List<ObjectName> parents = [];
            if (!c.Expect(TokenKind.LeftParenthesis) || !c.ObjectNames(parents) || !c.Expect(TokenKind.RightParenthesis))
            {
                return false;
            }

            table = table with { Inherits = parents };
        }

        if (c.Accept("PARTITION", "BY"))
        {
            var from = c.Position++;
            if (!c.SkipParentheses())
            {
                return false;
            }

            table = table with { PartitionBy = c.Slice(from, c.Position) };
        }

        return Options(c, ref table) && Query(c, ref table);
    }

    private static bool Options(TokenCursor c, ref CreateTable table)
    {
        var from = c.Position;
        while (!c.AtEnd && !c.Is("AS"))
        {
            var read = c.Keyword switch
            {
                "USING" or "TABLESPACE" or "SERVER" => Skip(c, 2),
                "WITHOUT" => Skip(c, 2),
                "WITH" when c.IsAt(c.Position + 1, "OIDS") => Skip(c, 2),
                "WITH" or "OPTIONS" => Skip(c, 1) && c.SkipParentheses(),
                "ON" => c.Accept("ON", "COMMIT") && Skip(c, c.Is("DROP") ? 1 : 2),
                _ => false,
            };
            if (!read)
            {
                return c.Fail("a table option");
            }
        }

        table = c.Position > from ? table with { Options = c.Slice(from, c.Position) } : table;
        return true;
    }

    private static bool Skip(TokenCursor c, int count)
    {
        if (c.End - c.Position < count)
        {
            return false;
        }

        c.Position += count;
        return true;
    }

    private static bool Query(TokenCursor c, ref CreateTable table)
    {
        if (!c.Accept("AS"))
        {
            return true;
        }

        if (c.AtEnd)
        {
            return c.Fail("a query");
        }

        table = table with { AsQuery = c.RestAsExpression() };
        return true;
    }
}
