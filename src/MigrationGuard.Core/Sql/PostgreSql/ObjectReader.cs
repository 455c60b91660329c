using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads CREATE, ALTER and DROP of the kinds of objects that have no operations of their own.</summary>
internal static class ObjectReader
{
    /// <summary>
    /// Reads the words that say what kind of object follows, such as EVENT TRIGGER. <paramref name="words"/> is how the kind is written.
    /// </summary>
    public static bool Kind(TokenCursor c, out ObjectKind kind, out string words)
    {
        var from = c.Position;
        var (found, count) = Find(c);
        kind = found;
        words = count > 0 ? Clauses.Words(c, from, from + count) : "";
        c.Position += count;
        return count > 0 || c.Fail("a kind of object");
    }

    /// <summary>Reads what follows CREATE [OR REPLACE].</summary>
    public static bool Create(Statement s)
    {
        var c = s.Cursor;
        c.Accept("TRUSTED");
        c.Accept("PROCEDURAL");
        if (c.Is("DEFAULT", "CONVERSION"))
        {
            c.Position++;
        }

        if (!Kind(c, out var kind, out var words))
        {
            return false;
        }

        var ifNotExists = Clauses.IfNotExists(c);
        if (!Name(c, words, out var name))
        {
            return false;
        }

        if (kind == ObjectKind.Schema && HoldsStatements(c))
        {
            return c.Fail("no statements inside CREATE SCHEMA");
        }

        return s.Add(new CreateObject(kind, name, Clauses.Definition(s)) { IfNotExists = ifNotExists });
    }

    /// <summary>Reads the name; casts, operators and the like are named by what stands there.</summary>
    public static bool Name(TokenCursor c, string words, out ObjectName name)
    {
        var from = c.Position;
        switch (words)
        {
            case "CAST" or "TRANSFORM":
                c.Accept("FOR");
                from = c.Position;
                var read = words == "CAST" ? c.SkipParentheses() : DataTypeReader.Read(c, out _);
                name = c.Slice(from, c.Position);
                return read;
            case "OPERATOR":
                while (!c.AtEnd && !c.Is(TokenKind.LeftParenthesis))
                {
                    c.Position++;
                }

                name = c.Slice(from, c.Position);
                return c.Position > from || c.Fail("an operator");
            case "USER MAPPING":
                return c.Expect("FOR") & c.ObjectName(out name);
            case "SCHEMA" when c.Accept("AUTHORIZATION"):
                return c.ObjectName(out name);
            case "STATISTICS" when c.Is("ON") || c.Is(TokenKind.LeftParenthesis):
                name = "";
                return true;
            case "LARGE OBJECT":
                name = c.Slice(from, from + 1);
                c.Position++;
                return true;
            default:
                return c.ObjectName(out name);
        }
    }

    private static bool HoldsStatements(TokenCursor c)
    {
        for (var i = c.Position; i < c.End; i++)
        {
            if (c.IsAt(i, "CREATE") || c.IsAt(i, "GRANT"))
            {
                c.Position = i;
                return true;
            }
        }

        return false;
    }

    private static (ObjectKind Kind, int Words) Find(TokenCursor c)
    {
        var second = c.KeywordAt(c.Position + 1);
        return c.Keyword switch
        {
            "SCHEMA" => (ObjectKind.Schema, 1),
            "DATABASE" => (ObjectKind.Database, 1),
            "VIEW" => (ObjectKind.View, 1),
            "MATERIALIZED" when second == "VIEW" => (ObjectKind.MaterializedView, 2),
            "SEQUENCE" => (ObjectKind.Sequence, 1),
            "FUNCTION" or "PROCEDURE" or "ROUTINE" or "AGGREGATE" => (ObjectKind.Routine, 1),
            "EXTENSION" => (ObjectKind.Extension, 1),
            "USER" when second == "MAPPING" => (ObjectKind.Other, 2),
            "ROLE" or "USER" or "GROUP" => (ObjectKind.Role, 1),
            "PUBLICATION" or "SUBSCRIPTION" => (ObjectKind.Replication, 1),
            "EVENT" when second == "TRIGGER" => (ObjectKind.EventTrigger, 2),
            "FOREIGN" when second == "DATA" => (ObjectKind.Other, 3),
            "TEXT" when second == "SEARCH" => (ObjectKind.Other, 3),
            "OPERATOR" when second is "CLASS" or "FAMILY" => (ObjectKind.Other, 2),
            "ACCESS" when second == "METHOD" => (ObjectKind.Other, 2),
            "LARGE" when second == "OBJECT" => (ObjectKind.Other, 2),
            "PROCEDURAL" when second == "LANGUAGE" => (ObjectKind.Other, 2),
            "STATISTICS" or "CAST" or "OPERATOR" or "COLLATION" or "CONVERSION" or "LANGUAGE" or "TRANSFORM" or "SERVER" or "TABLESPACE"
                => (ObjectKind.Other, 1),
            _ => (ObjectKind.Other, 0),
        };
    }
}
