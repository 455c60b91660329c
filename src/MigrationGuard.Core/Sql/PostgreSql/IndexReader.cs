using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads CREATE INDEX, ALTER INDEX and REINDEX. https://www.postgresql.org/docs/current/sql-createindex.html</summary>
internal static class IndexReader
{
    /// <summary>Reads from UNIQUE or INDEX on.</summary>
    public static bool Create(Statement s)
    {
        var c = s.Cursor;
        var unique = c.Accept("UNIQUE");
        if (!c.Expect("INDEX"))
        {
            return false;
        }

        var concurrently = c.Accept("CONCURRENTLY");
        var ifNotExists = Clauses.IfNotExists(c);
        ObjectName name = default;
        if ((!c.Is("ON") && !c.ObjectName(out name)) || !c.Expect("ON"))
        {
            return false;
        }

        var only = c.Accept("ONLY");
        if (!c.ObjectName(out var table))
        {
            return false;
        }

        c.AcceptSymbol("*");
        var method = c.Accept("USING") && c.Name(out var written) ? written : null;
        var keys = new List<IndexKey>();
        if (!Keys(c, keys))
        {
            return false;
        }

        var index = new CreateIndex(name.Name, table, keys) { Unique = unique, Concurrently = concurrently, IfNotExists = ifNotExists, Only = only, Method = method };
        return Tail(c, ref index) && s.Add(index);
    }

    private static bool Keys(TokenCursor c, List<IndexKey> keys)
    {
        if (!c.Expect(TokenKind.LeftParenthesis))
        {
            return false;
        }

        do
        {
            if (!Key(c, out var key))
            {
                return false;
            }

            keys.Add(key);
        }
        while (c.Accept(TokenKind.Comma));
        return c.Expect(TokenKind.RightParenthesis);
    }

    private static bool Key(TokenCursor c, out IndexKey key)
    {
        var from = c.Position;
        key = new IndexKey(null, null);
        if (c.Is(TokenKind.LeftParenthesis))
        {
            if (!c.SkipParentheses())
            {
                return false;
            }

            key = new IndexKey(null, c.Expression(from, c.Position));
        }
        else
        {
            if (!c.ObjectName(out var name))
            {
                return false;
            }

            var call = c.Is(TokenKind.LeftParenthesis);
            if (call && !c.SkipParentheses())
            {
                return false;
            }

            key = call ? new IndexKey(null, c.Expression(from, c.Position)) : new IndexKey(name.Name, null);
        }

        var options = c.Position;
        c.Position = c.EndOfItem(options);
        key = c.Position > options ? key with { Options = c.Slice(options, c.Position) } : key;
        return true;
    }

    private static bool Tail(TokenCursor c, ref CreateIndex index)
    {
        if (c.Accept("INCLUDE"))
        {
            List<string> include = [];
            if (!c.NameList(include))
            {
                return false;
            }

            index = index with { Include = include };
        }

        if (c.Accept("NULLS", "NOT", "DISTINCT"))
        {
            index = index with { NullsNotDistinct = true };
        }

        c.Accept("NULLS", "DISTINCT");
        var storage = c.Position;
        if (c.Accept("WITH") && !c.SkipParentheses())
        {
            return false;
        }

        if (c.Accept("TABLESPACE") && !c.Name(out _))
        {
            return false;
        }

        index = c.Position > storage ? index with { Storage = c.Slice(storage, c.Position) } : index;
        if (!c.Accept("WHERE"))
        {
            return true;
        }

        index = index with { Where = c.RestAsExpression() };
        return index.Where!.Text.Length > 0 || c.Fail("a condition");
    }

    /// <summary>Reads what follows ALTER INDEX.</summary>
    public static bool Alter(Statement s)
    {
        var c = s.Cursor;
        if (c.Accept("ALL", "IN", "TABLESPACE"))
        {
            return Clauses.Alter(s, ObjectKind.Other, "INDEX");
        }

        Clauses.IfExists(c);
        if (!c.ObjectName(out var name))
        {
            return false;
        }

        switch (c.Keyword)
        {
            case "RENAME":
                c.Position++;
                return c.Expect("TO") && c.Name(out var newName) && s.Add(new RenameIndex(name, newName));
            case "ATTACH":
                c.Position++;
                return c.Expect("PARTITION") && c.ObjectName(out var partition) && s.Add(new AttachPartition(name, partition, "") { IsIndex = true });
            case "OWNER":
                c.Position++;
                return c.Expect("TO") && c.Name(out var owner) && s.Add(new ChangeOwner("INDEX", name, owner));
            case "SET" or "RESET" or "ALTER" or "DEPENDS" or "NO":
                return s.Add(new AlterIndex(name, IndexChange.Options) { Options = new IndexOptions { Other = c.Rest() } });
            default:
                return c.Fail("RENAME, SET or ATTACH");
        }
    }

    /// <summary>Reads what follows REINDEX.</summary>
    public static bool Reindex(Statement s)
    {
        var c = s.Cursor;
        var concurrently = false;
        if (c.Is(TokenKind.LeftParenthesis))
        {
            var from = c.Position;
            if (!c.SkipParentheses())
            {
                return false;
            }

            for (var i = from; i < c.Position; i++)
            {
                concurrently |= c.IsAt(i, "CONCURRENTLY") && !c.IsAt(i + 1, "FALSE") && !c.IsAt(i + 1, "OFF");
            }
        }

        ReindexScope scope;
        switch (c.Keyword)
        {
            case "INDEX":
                scope = ReindexScope.Index;
                break;
            case "TABLE":
                scope = ReindexScope.Table;
                break;
            case "SCHEMA":
                scope = ReindexScope.Schema;
                break;
            case "DATABASE" or "SYSTEM":
                scope = ReindexScope.Database;
                break;
            default:
                return c.Fail("INDEX, TABLE, SCHEMA or DATABASE");
        }

        c.Position++;
        concurrently |= c.Accept("CONCURRENTLY");
        ObjectName name = "";
        return (c.AtEnd && scope == ReindexScope.Database || c.ObjectName(out name)) && s.Add(new Reindex(scope, name) { Concurrently = concurrently });
    }
}
