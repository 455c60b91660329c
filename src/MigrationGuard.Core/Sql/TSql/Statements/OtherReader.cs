using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads what neither changes the schema nor rows, and is kept as text.</summary>
internal static class OtherReader
{
    public static bool Read(Statement statement)
    {
        var tokens = statement.Tokens;
        switch (tokens.Keyword)
        {
            case "DECLARE":
                return Declare(statement);
            case "THROW" or "RAISERROR" or "RETURN" or "GOTO" or "BREAK" or "CONTINUE" or "WAITFOR" or "REVERT" or "SETUSER":
                return statement.AddRest(new ControlFlow(statement.Text));
            case "PRINT" or "OPEN" or "CLOSE" or "FETCH" or "DEALLOCATE" or "KILL" or "CHECKPOINT" or "BACKUP" or "SEND" or "RECEIVE" or "END" or "READTEXT"
                or "MOVE" or "GET":
                return statement.AddRest(new Query(tokens.Expression(statement.From, tokens.End)));
            case "DBCC":
                return Check(statement);
            case "RECONFIGURE" or "SHUTDOWN" or "RESTORE":
                return statement.AddRest(new AlterObject(ObjectKind.Database, "", statement.Text));
            case "ADD" when tokens.KeywordAt(tokens.Position + 1) is "SIGNATURE" or "COUNTER" or "SENSITIVITY":
                return statement.AddRest(new AlterObject(ObjectKind.Other, "", statement.Text));
            default:
                return Label(statement);
        }
    }

    private static bool Declare(Statement statement)
    {
        var tokens = statement.Tokens;
        tokens.Position++;
        return tokens.IsName ? statement.AddRest(new ControlFlow(statement.Text)) : tokens.Fail("a variable");
    }

    /// <summary>A DBCC command; the table, when its first argument names one.</summary>
    private static bool Check(Statement statement)
    {
        var tokens = statement.Tokens;
        tokens.Position++;
        if (!tokens.Name(out var command))
        {
            return false;
        }

        ObjectName? table = null;
        if (string.Equals(command, "CHECKIDENT", StringComparison.OrdinalIgnoreCase) && tokens.Is(TokenKind.LeftParenthesis))
        {
            tokens.Position++;
            table = tokens.Current.Kind == TokenKind.String ? Reading.QualifiedName.Of(tokens.Value(tokens.Position)) : tokens.ObjectName(out var name) ? name : default(ObjectName?);
        }

        return statement.AddRest(new MaintainTable(statement.Text, table));
    }

    private static bool Label(Statement statement)
    {
        var tokens = statement.Tokens;
        if (tokens.Current.Kind == TokenKind.LeftParenthesis && tokens.IsAt(tokens.Position + 1, "SELECT"))
        {
            return statement.AddRest(new Query(tokens.Expression(statement.From, tokens.End)));
        }

        if (tokens.Current.Kind == TokenKind.Word && tokens.IsSymbolAt(tokens.Position + 1, ":"))
        {
            return statement.AddRest(new ControlFlow(statement.Text));
        }

        return tokens.Fail("a statement");
    }
}
