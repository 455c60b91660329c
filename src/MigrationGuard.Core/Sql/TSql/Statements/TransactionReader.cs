using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads transaction control. https://learn.microsoft.com/sql/t-sql/language-elements/transactions-transact-sql</summary>
internal static class TransactionReader
{
    public static bool Read(Statement statement)
    {
        var tokens = statement.Tokens;
        var verb = tokens.Keyword;
        tokens.Position++;
        if (verb == "BEGIN")
        {
            return Begin(statement);
        }

        var transaction = tokens.Accept("TRAN") || tokens.Accept("TRANSACTION") || tokens.Accept("WORK");
        string? name = null;
        if (transaction && tokens.IsName && !tokens.Is("WITH"))
        {
            tokens.Name(out name);
        }

        if (verb == "COMMIT" && tokens.Accept("WITH") && !tokens.SkipParentheses())
        {
            return false;
        }

        return verb switch
        {
            "SAVE" => name is not null && statement.Add(new SetSavepoint(name)),
            "COMMIT" => statement.Add(new CommitTransaction()),
            _ => statement.Add(new RollbackTransaction { Savepoint = name is null || statement.Transactions.Contains(name) ? null : name }),
        };
    }

    private static bool Begin(Statement statement)
    {
        var tokens = statement.Tokens;
        if (tokens.Keyword is "DIALOG" or "CONVERSATION")
        {
            return statement.AddRest(new Query(tokens.Expression(statement.From, tokens.End)));
        }

        _ = tokens.Accept("DISTRIBUTED");
        if (!tokens.Accept("TRAN") && !tokens.Expect("TRANSACTION"))
        {
            return false;
        }

        if (tokens.IsName)
        {
            statement.Transactions.Add(tokens.NameAt(tokens.Position));
        }

        return statement.Add(new BeginTransaction { Modes = tokens.Rest() });
    }
}
