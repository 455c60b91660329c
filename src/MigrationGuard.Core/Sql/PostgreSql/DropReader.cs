using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads DROP; one operation for each object.</summary>
internal static class DropReader
{
    /// <summary>Reads what follows DROP.</summary>
    public static bool Read(Statement s)
    {
        var c = s.Cursor;
        switch (c.Keyword)
        {
            case "TABLE":
                c.Position++;
                return Many(s, false, static (name, how) => new DropTable(name) { IfExists = how.IfExists, Cascade = how.Cascade });
            case "FOREIGN" when c.Accept("FOREIGN", "TABLE"):
                return Many(s, false, static (name, how) => new DropTable(name) { IfExists = how.IfExists, Cascade = how.Cascade });
            case "INDEX":
                c.Position++;
                return Many(s, c.Accept("CONCURRENTLY"), static (name, how) => new DropIndex(name) { IfExists = how.IfExists, Cascade = how.Cascade, Concurrently = how.Concurrently });
            case "TYPE":
                c.Position++;
                return Many(s, false, static (name, how) => new DropType(name) { IfExists = how.IfExists, Cascade = how.Cascade });
            case "DOMAIN":
                c.Position++;
                return Many(s, false, static (name, how) => new DropType(name) { IfExists = how.IfExists, Cascade = how.Cascade, IsDomain = true });
            case "TRIGGER":
                return OfTable(s, static (name, table, how) => new DropTrigger(name, table) { IfExists = how.IfExists, Cascade = how.Cascade });
            case "RULE":
                return OfTable(s, static (name, table, how) => new DropRule(name, table) { IfExists = how.IfExists, Cascade = how.Cascade });
            case "POLICY":
                return OfTable(s, static (name, table, how) => new ChangePolicy(PolicyChange.Drop, name, table) { IfExists = how.IfExists });
            case "OWNED" when c.Accept("OWNED", "BY"):
                return Owned(s);
            default:
                return Objects(s);
        }
    }

    private static bool Many(Statement s, bool concurrently, Func<ObjectName, How, Operation> make)
    {
        var c = s.Cursor;
        var ifExists = Clauses.IfExists(c);
        var names = new List<(ObjectName Name, int From, int End)>();
        do
        {
            var from = c.Position;
            if (!c.ObjectName(out var name))
            {
                return false;
            }

            names.Add((name, from, c.Position));
        }
        while (c.Accept(TokenKind.Comma));
        var how = new How(ifExists, Clauses.Cascade(c), concurrently);
        for (var i = 0; i < names.Count; i++)
        {
            AddOne(s, make(names[i].Name, how), names.Count, i == 0 ? s.First : names[i].From, names[i].End);
        }

        return true;
    }

    private static void AddOne(Statement s, Operation operation, int count, int from, int end)
    {
        if (count == 1)
        {
            s.Add(operation);
        }
        else
        {
            s.Add(operation, from, end);
        }
    }

    private static bool OfTable(Statement s, Func<string, ObjectName, How, Operation> make)
    {
        var c = s.Cursor;
        c.Position++;
        var ifExists = Clauses.IfExists(c);
        if (!c.Name(out var name) || !c.Expect("ON") || !c.ObjectName(out var table))
        {
            return false;
        }

        return s.Add(make(name, table, new How(ifExists, Clauses.Cascade(c), false)));
    }

    private static bool Owned(Statement s)
    {
        var c = s.Cursor;
        if (!c.Name(out var role))
        {
            return false;
        }

        while (c.Accept(TokenKind.Comma) && c.Name(out _))
        {
        }

        return s.Add(new DropObject(ObjectKind.Other, role) { Signature = "OWNED BY", Cascade = Clauses.Cascade(c) });
    }

    private static bool Objects(Statement s)
    {
        var c = s.Cursor;
        if (!ObjectReader.Kind(c, out var kind, out var words))
        {
            return false;
        }

        var ifExists = Clauses.IfExists(c);
        var objects = new List<(DropObject Drop, int From, int End)>();
        do
        {
            var from = c.Position;
            if (!ObjectReader.Name(c, words, out var name) || !Signature(c, kind, words, out var signature))
            {
                return false;
            }

            objects.Add((new DropObject(kind, name) { IfExists = ifExists, Signature = signature }, from, c.Position));
        }
        while (c.Accept(TokenKind.Comma));
        Tail(c, words);
        var cascade = Clauses.Cascade(c);
        for (var i = 0; i < objects.Count; i++)
        {
            var drop = cascade ? objects[i].Drop with { Cascade = true } : objects[i].Drop;
            AddOne(s, drop, objects.Count, i == 0 ? s.First : objects[i].From, objects[i].End);
        }

        return true;
    }

    private static bool Signature(TokenCursor c, ObjectKind kind, string words, out string? signature)
    {
        signature = kind is ObjectKind.Other or ObjectKind.Replication ? words : null;
        return kind switch
        {
            ObjectKind.Routine => Clauses.Signature(c, out signature),
            ObjectKind.Other when words == "OPERATOR" => c.SkipParentheses(),
            _ => true,
        };
    }

    private static void Tail(TokenCursor c, string words)
    {
        switch (words)
        {
            case "DATABASE" when c.Accept("WITH") | c.Is(TokenKind.LeftParenthesis):
                c.SkipParentheses();
                break;
            case "OPERATOR CLASS" or "OPERATOR FAMILY" when c.Accept("USING"):
            case "USER MAPPING" when c.Accept("SERVER"):
                c.Name(out _);
                break;
            case "TRANSFORM" when c.Accept("LANGUAGE"):
                c.Name(out _);
                break;
        }
    }

    private readonly record struct How(bool IfExists, bool Cascade, bool Concurrently);
}
