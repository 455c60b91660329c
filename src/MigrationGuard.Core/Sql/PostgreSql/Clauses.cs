using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Small parts that many statements share.</summary>
internal static class Clauses
{
    public static bool IfExists(TokenCursor c) => c.Accept("IF", "EXISTS");

    public static bool IfNotExists(TokenCursor c) => c.Accept("IF", "NOT", "EXISTS");

    /// <summary>Reads CASCADE or RESTRICT; true for CASCADE.</summary>
    public static bool Cascade(TokenCursor c)
    {
        if (c.Accept("CASCADE"))
        {
            return true;
        }

        c.Accept("RESTRICT");
        return false;
    }

    /// <summary>Reads COLLATE and a name, which is kept as written.</summary>
    public static bool Collation(TokenCursor c, out string? collation)
    {
        var from = ++c.Position;
        var read = c.ObjectName(out _);
        collation = read ? c.Slice(from, c.Position) : null;
        return read;
    }

    /// <summary>Adds an ALTER that is kept as text, whatever follows.</summary>
    public static bool Alter(Statement s, ObjectKind kind, ObjectName name)
        => s.Add(new AlterObject(kind, name, Definition(s)));

    /// <summary>Adds a CREATE that is kept as text, whatever follows.</summary>
    public static bool Create(Statement s, ObjectKind kind, ObjectName name)
        => s.Add(new CreateObject(kind, name, Definition(s)));

    /// <summary>Everything behind the first word of the statement; moves to the end.</summary>
    public static string Definition(Statement s)
    {
        s.Cursor.Position = s.Cursor.End;
        return s.Cursor.Slice(s.First + 1, s.Cursor.End);
    }

    /// <summary>Reads the argument types of a routine without their parentheses; null when there are none.</summary>
    public static bool Signature(TokenCursor c, out string? signature)
    {
        signature = null;
        if (!c.Is(TokenKind.LeftParenthesis))
        {
            return true;
        }

        var from = c.Position + 1;
        if (!c.SkipParentheses())
        {
            return false;
        }

        signature = c.Slice(from, c.Position - 1);
        return true;
    }

    /// <summary>Upper-case words joined by spaces from <paramref name="from"/> up to <paramref name="end"/>.</summary>
    public static string Words(TokenCursor c, int from, int end)
    {
        var words = c.KeywordAt(from);
        for (var i = from + 1; i < end; i++)
        {
            words += " " + c.KeywordAt(i);
        }

        return words;
    }
}
