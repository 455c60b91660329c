using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads SET and USE. https://learn.microsoft.com/sql/t-sql/statements/set-statements-transact-sql</summary>
internal static class SettingReader
{
    public static bool Read(Statement statement)
    {
        var tokens = statement.Tokens;
        if (tokens.Accept("USE"))
        {
            return tokens.Name(out var database) && statement.Add(new SetSetting("database", database, SettingScope.Session));
        }

        tokens.Position++;
        if (tokens.Is(TokenKind.Parameter) && tokens.Text[tokens.Current.Start] == '@')
        {
            return statement.AddRest(new ControlFlow(statement.Text));
        }

        switch (tokens.Keyword)
        {
            case "TRANSACTION" when tokens.Accept("TRANSACTION", "ISOLATION", "LEVEL"):
                return Value(statement, "transaction isolation level");
            case "IDENTITY_INSERT" when tokens.Accept("IDENTITY_INSERT"):
                return Value(statement, "identity_insert");
            case "STATISTICS" when tokens.Accept("STATISTICS"):
                return Switches(statement, "statistics ");
            case "OFFSETS" when tokens.Accept("OFFSETS"):
                return Value(statement, "offsets");
            case "":
                return tokens.Fail("a setting");
            default:
                return IsSwitch(tokens) ? Switches(statement, "") : Named(statement);
        }
    }

    private static bool Named(Statement statement)
    {
        var name = statement.Tokens.Keyword.ToLowerInvariant();
        statement.Tokens.Position++;
        return Value(statement, name);
    }

    /// <summary>Whether the statement ends in ON or OFF.</summary>
    private static bool IsSwitch(TokenCursor tokens) => tokens.KeywordAt(tokens.End - 1) is "ON" or "OFF";

    /// <summary>Reads <c>ANSI_NULLS, QUOTED_IDENTIFIER ON</c>: one operation per setting.</summary>
    private static bool Switches(Statement statement, string prefix)
    {
        var tokens = statement.Tokens;
        var names = new List<string>();
        do
        {
            if (tokens.Keyword.Length == 0)
            {
                return tokens.Fail("a setting");
            }

            names.Add(prefix + tokens.Keyword.ToLowerInvariant());
            tokens.Position++;
        }
        while (tokens.Accept(TokenKind.Comma));
        if (tokens.Keyword is not ("ON" or "OFF"))
        {
            return tokens.Fail("ON or OFF");
        }

        var value = tokens.Keyword;
        tokens.Position++;
        foreach (var name in names)
        {
            statement.Add(new SetSetting(name, value, SettingScope.Session));
        }

        return true;
    }

    private static bool Value(Statement statement, string name)
    {
        var tokens = statement.Tokens;
        _ = tokens.AcceptSymbol("=");
        if (tokens.AtEnd)
        {
            return tokens.Fail("a value");
        }

        var single = tokens.Position + 1 == tokens.End && tokens.Current.Kind == TokenKind.String;
        var value = single ? tokens.Value(tokens.Position) : tokens.Slice(tokens.Position, tokens.End);
        return statement.AddRest(new SetSetting(name, value, SettingScope.Session));
    }
}
