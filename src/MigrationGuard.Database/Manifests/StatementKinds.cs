using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Manifests;

/// <summary>Tells kinds of statements by their first word.</summary>
public static class StatementKinds
{
    /// <summary>The kind of a canonical text.</summary>
    public static StatementKind Of(string canonical)
    {
        var lexer = new SqlLexer(canonical, 0, canonical.Length, LexerOptions.PostgreSqlServer);
        var token = lexer.Next();
        while (token.Kind == TokenKind.LeftParenthesis)
        {
            token = lexer.Next();
        }

        return canonical.Substring(token.Start, token.Length).ToUpperInvariant() switch
        {
            "SELECT" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "VALUES" or "WITH" or "TABLE" => StatementKind.Data,
            "BEGIN" or "START" or "COMMIT" or "END" or "ROLLBACK" or "ABORT" or "SAVEPOINT" or "RELEASE" or "SET" or "RESET" or "SHOW" or "LISTEN" or "UNLISTEN" or "NOTIFY"
                or "DISCARD" or "DEALLOCATE" or "CHECKPOINT" or "LOAD" => StatementKind.Session,
            _ => StatementKind.Utility,
        };
    }
}
