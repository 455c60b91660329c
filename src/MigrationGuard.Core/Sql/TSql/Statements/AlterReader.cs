using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads what follows ALTER.</summary>
internal static class AlterReader
{
    public static bool Read(Statement statement)
    {
        var tokens = statement.Tokens;
        switch (tokens.Keyword)
        {
            case "TABLE":
                return AlterTableReader.Alter(statement);
            case "INDEX":
                return IndexReader.Alter(statement);
            case "VIEW":
                return ViewReader.Read(statement, replace: true);
            case "PROC" or "PROCEDURE" or "FUNCTION":
                return RoutineReader.Read(statement, replace: true);
            case "TRIGGER":
                return TriggerReader.Read(statement, replace: true);
            case "SCHEMA":
                return Transfer(statement);
            case "SEQUENCE" when tokens.Accept("SEQUENCE"):
                return Sequence(statement);
            case "PARTITION" when tokens.IsAt(tokens.Position + 1, "FUNCTION"):
                return PartitionRange(statement);
            case "AUTHORIZATION" when tokens.Accept("AUTHORIZATION", "ON"):
                return Authorization(statement);
            case "SECURITY" when tokens.Accept("SECURITY", "POLICY"):
                return Policy(statement);
            default:
                return ObjectReader.Alter(statement);
        }
    }

    private static bool Transfer(Statement statement)
    {
        var tokens = statement.Tokens;
        tokens.Position++;
        if (!tokens.Name(out var schema) || !tokens.Expect("TRANSFER"))
        {
            return false;
        }

        var type = GrantReader.Class(tokens) == "TYPE";
        if (!tokens.ObjectName(out var name))
        {
            return false;
        }

        return statement.Add(type ? new RenameType(name, name.Name) { NewSchema = schema } : new MoveTable(name, schema));
    }

    private static bool Sequence(Statement statement)
    {
        var tokens = statement.Tokens;
        if (!tokens.ObjectName(out var name))
        {
            return false;
        }

        var restarts = false;
        for (var i = tokens.Position; i < tokens.End; i++)
        {
            restarts |= tokens.KeywordAt(i) is "RESTART" or "INCREMENT" or "MINVALUE" or "MAXVALUE" or "CYCLE";
        }

        return statement.Add(new AlterSequence(name, tokens.Rest() ?? "") { Restarts = restarts });
    }

    private static bool PartitionRange(Statement statement)
    {
        var tokens = statement.Tokens;
        tokens.Position += 2;
        if (!tokens.Name(out var name) || !tokens.SkipParentheses())
        {
            return false;
        }

        var split = tokens.Accept("SPLIT");
        if ((!split && !tokens.Expect("MERGE")) || !tokens.Expect("RANGE"))
        {
            return false;
        }

        var open = tokens.Position;
        if (tokens.AtEnd)
        {
            return split && statement.Add(new ChangePartitionRange(name, true, tokens.Expression(open, open)));
        }

        return tokens.SkipParentheses() && statement.Add(new ChangePartitionRange(name, split, tokens.Expression(open + 1, tokens.Position - 1)));
    }

    private static bool Authorization(Statement statement)
    {
        var tokens = statement.Tokens;
        var type = GrantReader.Class(tokens) ?? "TABLE";
        return tokens.ObjectName(out var name) && tokens.Expect("TO") && (tokens.Accept("SCHEMA", "OWNER") ? "SCHEMA OWNER" : tokens.Name(out var to) ? to : null) is { } owner
            && statement.Add(new ChangeOwner(type, name, owner));
    }

    private static bool Policy(Statement statement)
    {
        var tokens = statement.Tokens;
        if (!tokens.ObjectName(out var name))
        {
            return false;
        }

        var at = tokens.Position;
        if (tokens.Is("WITH") && tokens.IsAt(at + 2, "STATE") && tokens[at + 5].Kind == TokenKind.RightParenthesis)
        {
            var change = tokens.IsAt(at + 4, "ON") ? RowSecurityChange.Enable : RowSecurityChange.Disable;
            return statement.AddRest(new ChangeRowSecurity(name, change));
        }

        return statement.Add(new ChangePolicy(PolicyChange.Alter, name.Name, name) { Definition = tokens.Rest() });
    }
}
