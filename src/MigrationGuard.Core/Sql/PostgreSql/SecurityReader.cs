using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads GRANT and REVOKE. https://www.postgresql.org/docs/current/sql-grant.html</summary>
internal static class SecurityReader
{
    /// <summary>Reads from GRANT or REVOKE on.</summary>
    public static bool Read(Statement s)
    {
        var c = s.Cursor;
        var revoke = c.Is("REVOKE");
        c.Position++;
        var optionFor = revoke ? OptionFor(c) : null;
        var on = c.Find("ON", c.Position);
        var last = revoke ? "FROM" : "TO";
        var to = c.Find(last, Math.Max(c.Position, on));
        if (to < 0)
        {
            return c.Fail(last);
        }

        List<string> privileges = [];
        List<ObjectName> objects = [];
        List<string> signatures = [];
        var type = "ROLE";
        if (on >= 0 && on < to)
        {
            if (!Privileges(c, on, privileges))
            {
                return false;
            }

            c.Position = on + 1;
            type = ObjectType(c);
            if (!Objects(c, type, objects, signatures))
            {
                return false;
            }
        }
        else if (!Roles(c, privileges))
        {
            return false;
        }

        List<string> grantees = [];
        if (!c.Expect(last) || !Roles(c, grantees))
        {
            return false;
        }

        var options = c.Rest();
        return s.Add(revoke
            ? new Revoke(privileges, type, objects, grantees) { Options = Join(optionFor, options), Signatures = signatures }
            : new Grant(privileges, type, objects, grantees) { Options = options, Signatures = signatures });
    }

    private static string? Join(string? first, string? second) => first is null ? second : second is null ? first : first + " " + second;

    private static string? OptionFor(TokenCursor c)
    {
        var from = c.Position;
        if (!c.IsAt(from + 1, "OPTION") || !c.IsAt(from + 2, "FOR"))
        {
            return null;
        }

        c.Position += 3;
        return c.Slice(from, from + 3);
    }

    private static bool Privileges(TokenCursor c, int end, List<string> privileges)
    {
        var before = c.Narrow(end);
        do
        {
            var from = c.Position;
            while (c.Is(TokenKind.Word))
            {
                c.Position++;
            }

            if (c.Position == from)
            {
                c.Narrow(before);
                return c.Fail("a privilege");
            }

            var privilege = Clauses.Words(c, from, c.Position);
            var columns = c.Position;
            if (c.Is(TokenKind.LeftParenthesis) && c.SkipParentheses())
            {
                privilege += " " + c.Slice(columns, c.Position);
            }

            privileges.Add(privilege);
        }
        while (c.Accept(TokenKind.Comma));
        var read = c.AtEnd;
        c.Narrow(before);
        return read || c.Fail("ON");
    }

    private static string ObjectType(TokenCursor c)
    {
        var from = c.Position;
        var words = c.Keyword switch
        {
            "ALL" when c.IsAt(from + 2, "IN") && c.IsAt(from + 3, "SCHEMA") => 4,
            "FOREIGN" when c.IsAt(from + 1, "DATA") => 3,
            "FOREIGN" when c.IsAt(from + 1, "SERVER") => 2,
            "LARGE" when c.IsAt(from + 1, "OBJECT") => 2,
            "TABLE" or "SEQUENCE" or "DATABASE" or "DOMAIN" or "FUNCTION" or "PROCEDURE" or "ROUTINE" or "LANGUAGE" or "PARAMETER" or "SCHEMA"
                or "TABLESPACE" or "TYPE" when c.IsNameAt(from + 1) && !c.IsAt(from + 1, "TO") && !c.IsAt(from + 1, "FROM") => 1,
            _ => 0,
        };
        c.Position += words;
        return words == 0 ? "TABLE" : Clauses.Words(c, from, c.Position);
    }

    private static bool Objects(TokenCursor c, string type, List<ObjectName> objects, List<string> signatures)
    {
        var routines = type is "FUNCTION" or "PROCEDURE" or "ROUTINE";
        do
        {
            if (type == "LARGE OBJECT" && c.Is(TokenKind.Number))
            {
                objects.Add(c.Slice(c.Position, ++c.Position));
                continue;
            }

            if (!c.ObjectName(out var name))
            {
                return false;
            }

            objects.Add(name);
            if (routines && c.Is(TokenKind.LeftParenthesis))
            {
                if (!Clauses.Signature(c, out var signature))
                {
                    return false;
                }

                signatures.Add(signature ?? "");
            }
        }
        while (c.Accept(TokenKind.Comma));
        return true;
    }

    private static bool Roles(TokenCursor c, List<string> roles)
    {
        do
        {
            c.Accept("GROUP");
            if (!c.Name(out var role))
            {
                return false;
            }

            roles.Add(role);
        }
        while (c.Accept(TokenKind.Comma));
        return true;
    }
}
