using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads CREATE and ALTER TYPE. https://www.postgresql.org/docs/current/sql-createtype.html</summary>
internal static class UserTypeReader
{
    /// <summary>Reads what follows CREATE TYPE.</summary>
    public static bool Create(Statement s)
    {
        var c = s.Cursor;
        if (!c.ObjectName(out var name))
        {
            return false;
        }

        if (!c.Is("AS", "ENUM"))
        {
            return s.Add(new CreateType(name, c.RestAsExpression()));
        }

        c.Position += 2;
        List<string> values = [];
        if (!c.Expect(TokenKind.LeftParenthesis))
        {
            return false;
        }

        if (!c.Is(TokenKind.RightParenthesis))
        {
            do
            {
                if (!Value(c, out var value))
                {
                    return false;
                }

                values.Add(value);
            }
            while (c.Accept(TokenKind.Comma));
        }

        return c.Expect(TokenKind.RightParenthesis) && s.Add(new CreateEnum(name, values));
    }

    /// <summary>Reads what follows ALTER TYPE.</summary>
    public static bool Alter(Statement s)
    {
        var c = s.Cursor;
        if (!c.ObjectName(out var name))
        {
            return false;
        }

        switch (c.Keyword)
        {
            case "ADD" when c.Accept("ADD", "VALUE"):
                return AddValue(s, name);
            case "RENAME" when c.Accept("RENAME", "VALUE"):
                return Value(c, out var value) && c.Expect("TO") && Value(c, out var newValue) && s.Add(new RenameEnumValue(name, value, newValue));
            case "RENAME" when c.Accept("RENAME", "TO"):
                return c.Name(out var newName) && s.Add(new RenameType(name, newName));
            case "SET" when c.Accept("SET", "SCHEMA"):
                return c.Name(out var schema) && s.Add(new RenameType(name, name.Name) { NewSchema = schema });
            case "OWNER" when c.Accept("OWNER", "TO"):
                return c.Name(out var owner) && s.Add(new ChangeOwner("TYPE", name, owner));
            case "ADD" or "DROP" or "ALTER" or "RENAME" when c.IsAt(c.Position + 1, "ATTRIBUTE"):
            case "SET" when c.Peek(1).Kind == TokenKind.LeftParenthesis:
                return s.Add(new AlterType(name, c.RestAsExpression()));
            default:
                return c.Fail("ADD VALUE, RENAME, SET SCHEMA or an attribute");
        }
    }

    private static bool AddValue(Statement s, ObjectName name)
    {
        var c = s.Cursor;
        var ifNotExists = Clauses.IfNotExists(c);
        if (!Value(c, out var value))
        {
            return false;
        }

        string? before = null;
        string? after = null;
        if ((c.Accept("BEFORE") && !Value(c, out before)) || (c.Accept("AFTER") && !Value(c, out after)))
        {
            return false;
        }

        return s.Add(new AddEnumValue(name, value) { IfNotExists = ifNotExists, Before = before, After = after });
    }

    private static bool Value(TokenCursor c, out string value)
    {
        value = "";
        if (!c.Is(TokenKind.String))
        {
            return c.Fail("a string");
        }

        value = c.Value(c.Position++);
        return true;
    }
}
