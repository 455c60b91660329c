using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads a column with everything that may stand behind its type. https://www.postgresql.org/docs/current/sql-createtable.html</summary>
internal static class ColumnReader
{
    /// <summary>Reads a column definition.</summary>
    public static bool Read(TokenCursor c, out ColumnDefinition column)
    {
        column = new ColumnDefinition("", null);
        if (!c.Name(out var name))
        {
            return false;
        }

        DataType? type = null;
        if (!HasNoType(c) && !DataTypeReader.Read(c, out type))
        {
            return false;
        }

        column = new ColumnDefinition(name, type);
        c.Accept("WITH", "OPTIONS");
        var constraints = new List<ConstraintDefinition>();
        string? constraint = null;
        while (!c.AtEnd && !c.Is(TokenKind.Comma) && !c.Is(TokenKind.RightParenthesis))
        {
            if (c.Accept("CONSTRAINT"))
            {
                if (!c.Name(out constraint))
                {
                    return false;
                }

                continue;
            }

            if (!ReadItem(c, ref column, constraints, constraint))
            {
                return false;
            }

            constraint = null;
        }

        column = constraints.Count > 0 ? column with { Constraints = constraints } : column;
        return true;
    }

    /// <summary>Index behind an expression that ends where the next part of a column definition begins.</summary>
    public static int EndOfExpression(TokenCursor c, int from)
    {
        var end = c.EndOfItem(from);
        var depth = 0;
        for (var i = from; i < end; i++)
        {
            var token = c[i];
            if (token.Kind is TokenKind.LeftParenthesis or TokenKind.LeftBracket)
            {
                depth++;
            }
            else if (token.Kind is TokenKind.RightParenthesis or TokenKind.RightBracket)
            {
                depth--;
            }
            else if (token.Kind == TokenKind.Word)
            {
                var keyword = c.KeywordAt(i);
                depth += keyword == "CASE" ? 1 : keyword == "END" && depth > 0 ? -1 : 0;
                if (depth == 0 && i > from && BeginsItem(keyword) && c[i - 1].Kind != TokenKind.Dot && c[i + 1].Kind != TokenKind.Dot)
                {
                    return i;
                }
            }
        }

        return end;
    }

    private static bool BeginsItem(string keyword) => IsReserved(keyword) || keyword is "STORAGE" or "COMPRESSION" or "ENFORCED";

    private static bool IsReserved(string keyword) => keyword is "CONSTRAINT" or "NOT" or "NULL" or "CHECK" or "UNIQUE" or "PRIMARY" or "REFERENCES" or "GENERATED"
        or "COLLATE" or "DEFAULT" or "DEFERRABLE" or "INITIALLY";

    private static bool HasNoType(TokenCursor c) => c.AtEnd || c.Is(TokenKind.Comma) || c.Is(TokenKind.RightParenthesis) || c.Is("WITH", "OPTIONS")
        || (c.Is(TokenKind.Word) && IsReserved(c.Keyword));

    private static bool ReadItem(TokenCursor c, ref ColumnDefinition column, List<ConstraintDefinition> constraints, string? constraint)
    {
        switch (c.Keyword)
        {
            case "NOT" when c.Accept("NOT", "NULL"):
                NotNull(c, ref column, constraints, constraint);
                return true;
            case "NULL":
                c.Position++;
                column = column with { Nullable = true };
                return true;
            case "DEFAULT":
                var end = EndOfExpression(c, ++c.Position);
                column = column with { Default = c.Expression(c.Position, end) };
                return Moved(c, end);
            case "GENERATED":
                c.Position++;
                return Generated(c, ref column);
            case "COLLATE":
                var collated = Clauses.Collation(c, out var collation);
                column = column with { Collation = collation };
                return collated;
            case "CHECK" or "UNIQUE" or "PRIMARY" or "REFERENCES":
                return ConstraintReader.Inline(c, column.Name, constraint, constraints);
            case "NOT" or "DEFERRABLE" or "INITIALLY" or "ENFORCED" or "NO":
                return constraints.Count > 0 ? ConstraintReader.Attribute(c, constraints) : c.Fail("a column constraint");
            case "STORAGE" or "COMPRESSION" or "OPTIONS":
                return Option(c, ref column);
            default:
                return c.Fail("a column constraint");
        }
    }

    private static bool Moved(TokenCursor c, int end)
    {
        if (end == c.Position)
        {
            return c.Fail("an expression");
        }

        c.Position = end;
        return true;
    }

    private static void NotNull(TokenCursor c, ref ColumnDefinition column, List<ConstraintDefinition> constraints, string? constraint)
    {
        column = column with { Nullable = false };
        var noInherit = c.Accept("NO", "INHERIT");
        if (constraint is not null || noInherit)
        {
            constraints.Add(new NotNullConstraint(column.Name) { Name = constraint, NoInherit = noInherit });
        }
    }

    private static bool Generated(TokenCursor c, ref ColumnDefinition column)
    {
        var byDefault = c.Accept("BY", "DEFAULT");
        if ((!byDefault && !c.Expect("ALWAYS")) || !c.Expect("AS"))
        {
            return false;
        }

        if (c.Accept("IDENTITY"))
        {
            column = column with { Generated = byDefault ? GeneratedKind.IdentityByDefault : GeneratedKind.IdentityAlways };
            var options = c.Position;
            if (c.Is(TokenKind.LeftParenthesis))
            {
                var closed = c.SkipParentheses();
                column = column with { Options = c.Slice(options + 1, c.Position - 1) };
                return closed;
            }

            return true;
        }

        var from = c.Position + 1;
        if (!c.SkipParentheses())
        {
            return false;
        }

        column = column with { GeneratedExpression = c.Expression(from, c.Position - 1) };

        // Without a word PostgreSQL 18 takes VIRTUAL; earlier versions demand STORED.
        column = column with { Generated = c.Accept("STORED") ? GeneratedKind.Stored : GeneratedKind.Virtual };
        c.Accept("VIRTUAL");
        return true;
    }

    private static bool Option(TokenCursor c, ref ColumnDefinition column)
    {
        var from = c.Position++;
        if (c.Is(TokenKind.LeftParenthesis) ? !c.SkipParentheses() : !c.Name(out _))
        {
            return false;
        }

        var option = c.Slice(from, c.Position);
        column = column with { Options = column.Options is null ? option : column.Options + " " + option };
        return true;
    }
}
