using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads GRANT, REVOKE and DENY. https://learn.microsoft.com/sql/t-sql/statements/grant-transact-sql</summary>
internal static class GrantReader
{
    public static bool Read(Statement statement)
    {
        var tokens = statement.Tokens;
        var verb = tokens.Keyword;
        tokens.Position++;
        var options = tokens.Position;
        var grantOption = verb == "REVOKE" && tokens.Accept("GRANT", "OPTION", "FOR") ? tokens.Slice(options, tokens.Position) : null;
        var privileges = new List<string>();
        if (!Privileges(tokens, privileges))
        {
            return false;
        }

        var objects = new List<ObjectName>();
        var grantees = new List<string>();
        if (!Target(tokens, privileges, objects, out var type) || (!tokens.Accept("TO") && !tokens.Expect("FROM")) || !Grantees(tokens, grantees))
        {
            return false;
        }

        var rest = tokens.Rest();
        var written = grantOption is null ? rest : rest is null ? grantOption : grantOption + " " + rest;
        return statement.Add(verb == "GRANT"
            ? new Grant(privileges, type, objects, grantees) { Options = written }
            : new Revoke(privileges, type, objects, grantees) { Options = written, Deny = verb == "DENY" });
    }

    /// <summary>Reads <c>SCHEMA::</c>, <c>TYPE::</c> and so on; null when no class or OBJECT is written.</summary>
    public static string? Class(TokenCursor tokens)
    {
        var from = tokens.Position;
        var at = from;
        while (tokens[at].Kind == TokenKind.Word && at < from + 4)
        {
            at++;
        }

        if (at == from || !tokens.IsSymbolAt(at, "::"))
        {
            return null;
        }

        tokens.Position = at + 1;
        var name = tokens.Slice(from, at).ToUpperInvariant();
        return name == "OBJECT" ? null : name;
    }

    /// <summary>Reads ON with its object; without one the database is meant.</summary>
    private static bool Target(TokenCursor tokens, List<string> privileges, List<ObjectName> objects, out string type)
    {
        type = "DATABASE";
        if (!tokens.Accept("ON"))
        {
            return true;
        }

        type = Class(tokens) ?? (privileges.Contains("EXECUTE") || privileges.Contains("EXEC") ? "ROUTINE" : "TABLE");
        if (!tokens.ObjectName(out var target) || (tokens.Is(TokenKind.LeftParenthesis) && !Columns(tokens, privileges)))
        {
            return false;
        }

        objects.Add(target);
        return true;
    }

    private static bool Grantees(TokenCursor tokens, List<string> grantees)
    {
        do
        {
            if (!tokens.Name(out var grantee))
            {
                return false;
            }

            grantees.Add(grantee);
        }
        while (tokens.Accept(TokenKind.Comma));
        return true;
    }

    private static bool Privileges(TokenCursor tokens, List<string> privileges)
    {
        do
        {
            var from = tokens.Position;
            while (tokens.Current.Kind == TokenKind.Word && tokens.Keyword is not ("ON" or "TO" or "FROM"))
            {
                tokens.Position++;
            }

            if (tokens.Position == from)
            {
                return tokens.Fail("a permission");
            }

            var words = tokens.Slice(from, tokens.Position).ToUpperInvariant();
            var columns = tokens.Position;
            if (tokens.Is(TokenKind.LeftParenthesis) && !tokens.SkipParentheses())
            {
                return false;
            }

            privileges.Add(tokens.Position > columns ? words + " " + tokens.Slice(columns, tokens.Position) : words);
        }
        while (tokens.Accept(TokenKind.Comma));
        return true;
    }

    /// <summary>Columns written behind the table belong to every permission.</summary>
    private static bool Columns(TokenCursor tokens, List<string> privileges)
    {
        var from = tokens.Position;
        if (!tokens.SkipParentheses())
        {
            return false;
        }

        for (var i = 0; i < privileges.Count; i++)
        {
            privileges[i] += " " + tokens.Slice(from, tokens.Position);
        }

        return true;
    }
}
