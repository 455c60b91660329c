using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads ALTER.</summary>
internal static class AlterReader
{
    /// <summary>Reads what follows ALTER.</summary>
    public static bool Read(Statement s)
    {
        var c = s.Cursor;
        switch (c.Keyword)
        {
            case "TABLE":
                c.Position++;
                return AlterTableReader.Read(s);
            case "FOREIGN" when c.Accept("FOREIGN", "TABLE"):
                return AlterTableReader.Read(s);
            case "INDEX":
                c.Position++;
                return IndexReader.Alter(s);
            case "TYPE":
                c.Position++;
                return UserTypeReader.Alter(s);
            case "DOMAIN":
                c.Position++;
                return DomainReader.Alter(s);
            case "POLICY":
                c.Position++;
                return PolicyReader.Read(s, PolicyChange.Alter);
            case "DEFAULT" when c.Accept("DEFAULT", "PRIVILEGES"):
                return DefaultPrivileges(s);
            case "TRIGGER" or "RULE":
                return OfTable(s);
            case "SYSTEM":
                return Clauses.Alter(s, ObjectKind.Other, "SYSTEM");
            default:
                return Objects(s);
        }
    }

    private static bool DefaultPrivileges(Statement s)
    {
        var c = s.Cursor;
        var revokes = c.Find("REVOKE", c.Position) >= 0;
        if (!revokes && c.Find("GRANT", c.Position) < 0)
        {
            return c.Fail("GRANT or REVOKE");
        }

        return s.Add(new ChangeDefaultPrivileges(c.Rest()!) { Revokes = revokes });
    }

    private static bool OfTable(Statement s)
    {
        var c = s.Cursor;
        c.Position++;
        return c.Name(out var name) && c.Expect("ON") && c.ObjectName(out _) && Clauses.Alter(s, ObjectKind.Other, name);
    }

    private static bool Objects(Statement s)
    {
        var c = s.Cursor;
        if (!ObjectReader.Kind(c, out var kind, out var words))
        {
            return false;
        }

        if (words == "MATERIALIZED VIEW" && c.Is("ALL"))
        {
            return Clauses.Alter(s, kind, "ALL");
        }

        Clauses.IfExists(c);
        if (words == "ROLE" && c.Accept("ALL"))
        {
            return Clauses.Alter(s, kind, "ALL");
        }

        if (!ObjectReader.Name(c, words, out var name) || !Signature(c, kind, words, out var signature))
        {
            return false;
        }

        switch (c.Keyword)
        {
            case "RENAME":
                return Rename(s, kind, name, signature);
            case "SET" when c.Accept("SET", "SCHEMA"):
                return c.Name(out var schema) && s.Add(new RenameObject(kind, name, name.Name) { NewSchema = schema, Signature = signature });
            case "OWNER" when c.Accept("OWNER", "TO"):
                return c.Name(out var owner)
                    && s.Add(new ChangeOwner(words, name, owner) { Signature = kind == ObjectKind.Routine ? signature : null });
            default:
                return c.AtEnd ? c.Fail("what is altered") : kind == ObjectKind.Sequence ? SequenceReader.Alter(s, name) : Clauses.Alter(s, kind, name);
        }
    }

    private static bool Signature(TokenCursor c, ObjectKind kind, string words, out string? signature)
    {
        signature = kind is ObjectKind.Other or ObjectKind.Replication ? words : null;
        if (kind == ObjectKind.Routine)
        {
            return Clauses.Signature(c, out signature);
        }

        if (words == "OPERATOR")
        {
            return c.SkipParentheses();
        }

        return words is not ("OPERATOR CLASS" or "OPERATOR FAMILY") || (c.Expect("USING") && c.Name(out _));
    }

    private static bool Rename(Statement s, ObjectKind kind, ObjectName name, string? signature)
    {
        var c = s.Cursor;
        c.Position++;
        if (c.Accept("TO"))
        {
            return c.Name(out var newName) && s.Add(new RenameObject(kind, name, newName) { Signature = signature });
        }

        if (kind is not (ObjectKind.View or ObjectKind.MaterializedView))
        {
            return c.Fail("TO");
        }

        c.Accept("COLUMN");
        return c.Name(out var column) && c.Expect("TO") && c.Name(out var newColumn) && s.Add(new RenameColumn(name, column, newColumn));
    }
}
