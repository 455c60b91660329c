using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads SET, RESET and transaction control. https://www.postgresql.org/docs/current/sql-set.html</summary>
internal static class SessionReader
{
    /// <summary>Reads what follows SET.</summary>
    public static bool Set(Statement s)
    {
        var c = s.Cursor;
        var scope = SettingScope.Session;
        if (c.Is("SESSION", "CHARACTERISTICS") || c.Is("SESSION", "AUTHORIZATION"))
        {
            c.Position++;
        }
        else if (c.Accept("LOCAL"))
        {
            scope = SettingScope.Transaction;
        }
        else if (!c.IsSymbolAt(c.Position + 1, "="))
        {
            c.Accept("SESSION");
        }

        switch (c.Keyword)
        {
            case "TIME" when c.Accept("TIME", "ZONE"):
                return Value(s, "timezone", scope);
            case "SCHEMA":
                c.Position++;
                return Value(s, "search_path", scope);
            case "NAMES":
                c.Position++;
                return Value(s, "client_encoding", scope);
            case "ROLE" when c.Position + 2 == c.End:
                c.Position++;
                return Role(s, "role", scope);
            case "AUTHORIZATION":
                c.Position++;
                return Role(s, "session_authorization", scope);
            case "CHARACTERISTICS" or "TRANSACTION" or "CONSTRAINTS":
                var name = c.NameAt(c.Position++);
                var lasts = name == "characteristics" ? scope : SettingScope.Transaction;
                return s.Add(new SetSetting(name, c.Rest() ?? "", lasts));
            case "XML" when c.Accept("XML", "OPTION"):
                return Value(s, "xmloption", scope);
            default:
                return Parameter(c, out var parameter) && (c.Accept("TO") || c.AcceptSymbol("=") || c.Fail("TO or =")) && Value(s, parameter, scope);
        }
    }

    /// <summary>Reads what follows RESET.</summary>
    public static bool Reset(Statement s)
    {
        var c = s.Cursor;
        if (c.Accept("SESSION", "AUTHORIZATION"))
        {
            return s.Add(new SetSetting("session_authorization", null, SettingScope.Session));
        }

        if (c.Accept("TIME", "ZONE"))
        {
            return s.Add(new SetSetting("timezone", null, SettingScope.Session));
        }

        return Parameter(c, out var name) && s.Add(new SetSetting(name, null, SettingScope.Session));
    }

    private static bool Parameter(TokenCursor c, out string name)
    {
        var read = c.ObjectName(out var qualified);
        name = read ? qualified.ToString().ToLowerInvariant() : "";
        return read;
    }

    private static bool Role(Statement s, string name, SettingScope scope)
    {
        var c = s.Cursor;
        return c.IsName && !c.Is("DEFAULT") ? s.Add(new SetSetting(name, c.NameAt(c.Position++), scope)) : Value(s, name, scope);
    }

    private static bool Value(Statement s, string name, SettingScope scope)
    {
        var c = s.Cursor;
        if (c.AtEnd)
        {
            return c.Fail("a value");
        }

        if (c.Position + 1 == c.End && c.Is(TokenKind.String))
        {
            return s.Add(new SetSetting(name, c.Value(c.Position++), scope));
        }

        var isDefault = c.Is("DEFAULT") && c.Position + 1 == c.End;
        var value = c.Rest();
        return s.Add(new SetSetting(name, isDefault ? null : value, scope));
    }

    /// <summary>Reads BEGIN, START, COMMIT, END, ROLLBACK, ABORT, SAVEPOINT, RELEASE or PREPARE TRANSACTION.</summary>
    public static bool Transaction(Statement s)
    {
        var c = s.Cursor;
        var keyword = c.Keyword;
        c.Position++;
        switch (keyword)
        {
            case "BEGIN":
                Noise(c);
                return s.Add(new BeginTransaction { Modes = c.Rest() });
            case "START":
                return c.Expect("TRANSACTION") && s.Add(new BeginTransaction { Modes = c.Rest() });
            case "COMMIT" or "END":
                if (c.Accept("PREPARED"))
                {
                    return Prepared(s, "COMMIT PREPARED");
                }

                Noise(c);
                Chain(c);
                return s.Add(new CommitTransaction());
            case "ROLLBACK" or "ABORT":
                return Rollback(s);
            case "SAVEPOINT":
                return c.Name(out var savepoint) && s.Add(new SetSavepoint(savepoint));
            case "RELEASE":
                c.Accept("SAVEPOINT");
                return c.Name(out var released) && s.Add(new ReleaseSavepoint(released));
            default:
                return c.Expect("TRANSACTION") && Prepared(s, "PREPARE TRANSACTION");
        }
    }

    private static bool Rollback(Statement s)
    {
        var c = s.Cursor;
        if (c.Accept("PREPARED"))
        {
            return Prepared(s, "ROLLBACK PREPARED");
        }

        Noise(c);
        if (!c.Accept("TO"))
        {
            Chain(c);
            return s.Add(new RollbackTransaction());
        }

        c.Accept("SAVEPOINT");
        return c.Name(out var name) && s.Add(new RollbackTransaction { Savepoint = name });
    }

    private static void Noise(TokenCursor c)
    {
        if (!c.Accept("WORK"))
        {
            c.Accept("TRANSACTION");
        }
    }

    private static void Chain(TokenCursor c)
    {
        if (c.Accept("AND"))
        {
            c.Accept("NO");
            c.Accept("CHAIN");
        }
    }

    private static bool Prepared(Statement s, string command)
    {
        var c = s.Cursor;
        var variable = c.Is(TokenKind.Parameter);
        if (!variable && !c.Is(TokenKind.String))
        {
            return c.Fail("a string");
        }

        var gid = variable ? c.NameAt(c.Position) : c.Value(c.Position);
        c.Position++;
        return s.Add(new PreparedTransaction(command, gid));
    }
}
