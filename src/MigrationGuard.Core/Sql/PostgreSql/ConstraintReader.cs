using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads constraints of tables, columns and domains. https://www.postgresql.org/docs/current/sql-createtable.html</summary>
internal static class ConstraintReader
{
    /// <summary>Whether a table constraint and not a column begins here.</summary>
    public static bool IsNext(TokenCursor c) => c.Keyword switch
    {
        "CONSTRAINT" or "CHECK" or "UNIQUE" or "PRIMARY" or "FOREIGN" => true,
        "EXCLUDE" => c.IsAt(c.Position + 1, "USING") || c.Peek(1).Kind == TokenKind.LeftParenthesis,
        "NOT" => c.IsAt(c.Position + 1, "NULL"),
        _ => false,
    };

    /// <summary>Reads a constraint of a table.</summary>
    public static bool Table(TokenCursor c, List<ConstraintDefinition> constraints)
    {
        string? name = null;
        if (c.Accept("CONSTRAINT") && !c.Name(out name))
        {
            return false;
        }

        return Definition(c, null, name, constraints) && Attributes(c, constraints);
    }

    /// <summary>Reads a constraint that stands with a column.</summary>
    public static bool Inline(TokenCursor c, string column, string? name, List<ConstraintDefinition> constraints) => Definition(c, column, name, constraints);

    /// <summary>Reads what may follow a constraint, such as DEFERRABLE and NOT VALID, into the last constraint of the list.</summary>
    public static bool Attribute(TokenCursor c, List<ConstraintDefinition> constraints)
    {
        var last = constraints[constraints.Count - 1];
        var changed = c.Keyword switch
        {
            "DEFERRABLE" => Take(c, 1, last with { Deferrable = true }),
            "ENFORCED" => Take(c, 1, last with { NotEnforced = false }),
            "NOT" when c.IsAt(c.Position + 1, "DEFERRABLE") => Take(c, 2, last with { Deferrable = false }),
            "NOT" when c.IsAt(c.Position + 1, "VALID") => Take(c, 2, last with { NotValid = true }),
            "NOT" when c.IsAt(c.Position + 1, "ENFORCED") => Take(c, 2, last with { NotEnforced = true }),
            "INITIALLY" when c.IsAt(c.Position + 1, "DEFERRED") => Take(c, 2, last with { InitiallyDeferred = true }),
            "INITIALLY" when c.IsAt(c.Position + 1, "IMMEDIATE") => Take(c, 2, last with { InitiallyDeferred = false }),
            "NO" when c.IsAt(c.Position + 1, "INHERIT") => Take(c, 2, NoInherit(last)),
            _ => null,
        };
        if (changed is null)
        {
            return c.Fail("a constraint attribute");
        }

        constraints[constraints.Count - 1] = changed;
        return true;
    }

    private static ConstraintDefinition Take(TokenCursor c, int count, ConstraintDefinition changed)
    {
        c.Position += count;
        return changed;
    }

    private static ConstraintDefinition NoInherit(ConstraintDefinition constraint) => constraint switch
    {
        CheckConstraint check => check with { NoInherit = true },
        NotNullConstraint notNull => notNull with { NoInherit = true },
        _ => constraint,
    };

    private static bool Attributes(TokenCursor c, List<ConstraintDefinition> constraints)
    {
        while (!c.AtEnd && !c.Is(TokenKind.Comma) && !c.Is(TokenKind.RightParenthesis))
        {
            if (!Attribute(c, constraints))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Definition(TokenCursor c, string? column, string? name, List<ConstraintDefinition> constraints)
    {
        ConstraintDefinition? constraint;
        switch (c.Keyword)
        {
            case "CHECK":
                constraint = Check(c, name);
                break;
            case "UNIQUE":
                c.Position++;
                constraint = Unique(c, column, name, false);
                break;
            case "PRIMARY" when c.Accept("PRIMARY", "KEY"):
                constraint = Unique(c, column, name, true);
                break;
            case "REFERENCES" when column is not null:
                c.Position++;
                constraint = References(c, [column], name);
                break;
            case "FOREIGN" when c.Accept("FOREIGN", "KEY"):
                constraint = ForeignKey(c, name);
                break;
            case "EXCLUDE":
                constraint = Exclude(c, name);
                break;
            case "NOT" when c.Accept("NOT", "NULL"):
                constraint = c.Name(out var notNull) ? new NotNullConstraint(notNull) { Name = name } : null;
                break;
            default:
                return c.Fail("a constraint");
        }

        if (constraint is null)
        {
            return false;
        }

        constraints.Add(constraint);
        return true;
    }

    private static CheckConstraint? Check(TokenCursor c, string? name)
    {
        c.Position++;
        var from = c.Position + 1;
        if (!c.SkipParentheses())
        {
            return null;
        }

        return new CheckConstraint(c.Expression(from, c.Position - 1)) { Name = name };
    }

    private static UniqueConstraint? Unique(TokenCursor c, string? column, string? name, bool primary)
    {
        if (c.Is("USING", "INDEX") && !c.IsAt(c.Position + 2, "TABLESPACE"))
        {
            c.Position += 2;
            return c.Name(out var index) ? new UniqueConstraint([]) { Name = name, IsPrimaryKey = primary, UsingIndex = index } : null;
        }

        var notDistinct = c.Accept("NULLS", "NOT", "DISTINCT");
        if (!notDistinct)
        {
            c.Accept("NULLS", "DISTINCT");
        }

        List<string> columns = [];
        if (column is not null)
        {
            columns.Add(column);
        }
        else if (!KeyColumns(c, columns))
        {
            return null;
        }

        var unique = new UniqueConstraint(columns) { Name = name, IsPrimaryKey = primary, NullsNotDistinct = notDistinct };
        return Parameters(c, unique);
    }

    private static UniqueConstraint? Parameters(TokenCursor c, UniqueConstraint unique)
    {
        if (c.Accept("INCLUDE"))
        {
            List<string> include = [];
            if (!c.NameList(include))
            {
                return null;
            }

            unique = unique with { Include = include };
        }

        var from = c.Position;
        if (c.Is("WITH") && c.Peek(1).Kind == TokenKind.LeftParenthesis)
        {
            c.Position++;
            c.SkipParentheses();
        }

        if (c.Accept("USING", "INDEX", "TABLESPACE") && !c.Name(out _))
        {
            return null;
        }

        return c.Position > from ? unique with { Options = new IndexOptions { Other = c.Slice(from, c.Position) } } : unique;
    }

    /// <summary>Reads <c>(a, PERIOD b)</c> and <c>(a, b WITHOUT OVERLAPS)</c>.</summary>
    private static bool KeyColumns(TokenCursor c, List<string> columns)
    {
        if (!c.Expect(TokenKind.LeftParenthesis))
        {
            return false;
        }

        do
        {
            if (c.Is("PERIOD") && c.IsNameAt(c.Position + 1))
            {
                c.Position++;
            }

            if (!c.Name(out var name))
            {
                return false;
            }

            columns.Add(name);
            c.Accept("WITHOUT", "OVERLAPS");
        }
        while (c.Accept(TokenKind.Comma));
        return c.Expect(TokenKind.RightParenthesis);
    }

    private static ForeignKeyConstraint? ForeignKey(TokenCursor c, string? name)
    {
        List<string> columns = [];
        return KeyColumns(c, columns) && c.Expect("REFERENCES") ? References(c, columns, name) : null;
    }

    private static ForeignKeyConstraint? References(TokenCursor c, List<string> columns, string? name)
    {
        List<string> referenced = [];
        if (!c.ObjectName(out var table) || (c.Is(TokenKind.LeftParenthesis) && !KeyColumns(c, referenced)))
        {
            return null;
        }

        var key = new ForeignKeyConstraint(columns, table, referenced) { Name = name };
        while (true)
        {
            if (c.Accept("MATCH"))
            {
                key = c.Is("SIMPLE") ? key : key with { Match = c.Keyword };
                c.Position++;
            }
            else if (c.Accept("ON", "DELETE"))
            {
                key = key with { OnDelete = Action(c) };
            }
            else if (c.Accept("ON", "UPDATE"))
            {
                key = key with { OnUpdate = Action(c) };
            }
            else
            {
                return key;
            }
        }
    }

    private static string Action(TokenCursor c)
    {
        var from = c.Position;
        c.Position += c.Is("SET") || c.Is("NO") ? 2 : 1;
        var action = Clauses.Words(c, from, c.Position);
        var columns = c.Position;
        if (c.Is(TokenKind.LeftParenthesis) && c.SkipParentheses())
        {
            action += " " + c.Slice(columns, c.Position);
        }

        return action;
    }

    private static ExclusionConstraint? Exclude(TokenCursor c, string? name)
    {
        var from = ++c.Position;
        if (c.Accept("USING") && !c.Name(out _))
        {
            return null;
        }

        if (!c.SkipParentheses())
        {
            return null;
        }

        if (c.Accept("INCLUDE") && !c.SkipParentheses())
        {
            return null;
        }

        if (c.Accept("WITH") && !c.SkipParentheses())
        {
            return null;
        }

        if (c.Accept("USING", "INDEX", "TABLESPACE") && !c.Name(out _))
        {
            return null;
        }

        return c.Accept("WHERE") && !c.SkipParentheses() ? null : new ExclusionConstraint(c.Expression(from, c.Position)) { Name = name };
    }
}
