using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads one statement: looks at its first word and hands it to the reader of its family.</summary>
internal static class StatementReader
{
    /// <summary>Reads the tokens of the cursor as one statement; what is not understood becomes <see cref="UnreadSql"/>.</summary>
    public static void Read(Statement s)
    {
        var understood = Dispatch(s);
        if (!understood || !s.Cursor.AtEnd)
        {
            s.Abandon(s.Failure());
        }
    }

    /// <summary>Reads the statement at the cursor; false when it is not understood.</summary>
    public static bool Dispatch(Statement s)
    {
        var c = s.Cursor;
        switch (c.Keyword)
        {
            case "CREATE":
                c.Position++;
                return CreateReader.Read(s);
            case "ALTER":
                c.Position++;
                return AlterReader.Read(s);
            case "DROP":
                c.Position++;
                return DropReader.Read(s);
            case "INSERT" or "UPDATE" or "DELETE" or "MERGE":
                return DataReader.Change(s, c.Position, null);
            case "WITH":
                return DataReader.With(s);
            case "SELECT":
                return QueryReader.Select(s);
            case "SET":
                c.Position++;
                return SessionReader.Set(s);
            case "RESET":
                c.Position++;
                return SessionReader.Reset(s);
            case "GRANT" or "REVOKE":
                return SecurityReader.Read(s);
            case "COMMENT" when c.IsAt(c.Position + 1, "ON"):
            case "SECURITY" when c.IsAt(c.Position + 1, "LABEL"):
                return s.Add(new Annotate(c.Rest()!));
            case "DO":
                return BlockReader.Read(s);
            default:
                return Control(s) ?? Rest(s);
        }
    }

    private static bool? Control(Statement s)
    {
        var c = s.Cursor;
        switch (c.Keyword)
        {
            case "BEGIN" or "START" or "COMMIT" or "END" or "ROLLBACK" or "ABORT" or "SAVEPOINT" or "RELEASE":
            case "PREPARE" when c.IsAt(c.Position + 1, "TRANSACTION"):
                return SessionReader.Transaction(s);
            case "PREPARE":
                c.Position++;
                return QueryReader.Prepare(s);
            case "LOCK":
                c.Position++;
                return MaintenanceReader.Lock(s);
            case "VACUUM" or "ANALYZE" or "ANALYSE":
                return MaintenanceReader.Vacuum(s);
            case "CLUSTER":
                c.Position++;
                return MaintenanceReader.Cluster(s);
            case "REINDEX":
                c.Position++;
                return IndexReader.Reindex(s);
            case "REFRESH":
                c.Position++;
                return ViewReader.Refresh(s);
            default:
                return null;
        }
    }

    private static bool Rest(Statement s)
    {
        var c = s.Cursor;
        switch (c.Keyword)
        {
            case "TRUNCATE":
                c.Position++;
                return CopyReader.Truncate(s);
            case "COPY":
                c.Position++;
                return CopyReader.Copy(s);
            case "CALL":
                c.Position++;
                return QueryReader.Call(s);
            case "EXPLAIN":
                return QueryReader.Explain(s);
            case "REASSIGN" when c.Accept("REASSIGN", "OWNED", "BY"):
                return Reassign(s);
            case "IMPORT" when c.Accept("IMPORT", "FOREIGN", "SCHEMA"):
                return c.Name(out var schema) && Clauses.Create(s, ObjectKind.Other, schema);
            case "DISCARD":
                c.Position++;
                return c.Accept("ALL") ? s.Add(new SetSetting("all", null, SettingScope.Session)) : KeepFrom(s, c.Position - 1);
            case "VALUES" or "TABLE" or "SHOW" or "DECLARE" or "FETCH" or "MOVE" or "CLOSE" or "LISTEN" or "UNLISTEN" or "NOTIFY" or "CHECKPOINT"
                or "LOAD" or "DEALLOCATE" or "EXECUTE":
                return QueryReader.Keep(s);
            default:
                return c.Is(TokenKind.LeftParenthesis) && IsQuery(c) ? QueryReader.Keep(s)
                    : c.Fail(c.Is(TokenKind.Parameter) ? "a statement, not what a variable holds," : "a statement");
        }
    }

    private static bool Reassign(Statement s)
    {
        var c = s.Cursor;
        List<ObjectName> roles = [];
        if (!c.ObjectNames(roles) || !c.Expect("TO") || !c.Name(out var owner))
        {
            return false;
        }

        foreach (var role in roles)
        {
            s.Add(new ChangeOwner("OWNED BY", role, owner));
        }

        return true;
    }

    private static bool KeepFrom(Statement s, int position)
    {
        s.Cursor.Position = position;
        return QueryReader.Keep(s);
    }

    private static bool IsQuery(TokenCursor c)
    {
        var at = c.Position;
        while (c[at].Kind == TokenKind.LeftParenthesis)
        {
            at++;
        }

        return c.KeywordAt(at) is "SELECT" or "WITH" or "VALUES" or "TABLE";
    }
}
