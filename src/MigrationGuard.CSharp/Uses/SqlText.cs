using MigrationGuard.Operations;
using MigrationGuard.Sql;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.CSharp.Uses;

/// <summary>Tells SQL from other text by looking at it.</summary>
internal static class SqlText
{
    private static readonly HashSet<string> Verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        "SELECT", "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "VALUES", "TABLE", "CALL", "COPY", "TRUNCATE", "LOCK", "CREATE", "ALTER", "DROP", "GRANT", "REVOKE", "REFRESH",
        "VACUUM", "ANALYZE", "REINDEX", "CLUSTER", "COMMENT", "BEGIN", "START", "COMMIT", "ROLLBACK", "ABORT", "END", "SAVEPOINT", "RELEASE", "SET", "RESET", "SHOW", "LISTEN", "UNLISTEN",
        "NOTIFY", "DO", "EXPLAIN", "PREPARE", "EXECUTE", "DEALLOCATE", "DISCARD", "DECLARE", "FETCH", "MOVE", "CLOSE", "CHECKPOINT", "LOAD", "SECURITY", "IMPORT", "REASSIGN",
    };

    private static readonly char[] Signs = ['*', ',', '=', '<', '>', '(', '.', '$', '@', ':', '\'', '"'];

    /// <summary>Whether the text begins as a statement does.</summary>
    public static bool BeginsLikeSql(string text)
    {
        var lexer = new SqlLexer(text, 0, text.Length, LexerOptions.PostgreSqlServer);
        var token = lexer.Next();
        while (token.Kind is TokenKind.LeftParenthesis or TokenKind.Semicolon)
        {
            token = lexer.Next();
        }

        return token.Kind == TokenKind.Word && Verbs.Contains(text.Substring(token.Start, token.Length));
    }

    /// <summary>Whether a text that nobody was seen to run is SQL: it begins with a data statement's word, has its other words and its signs, and is read without rest.</summary>
    public static bool ReadsAsData(string text)
    {
        var trimmed = text.TrimStart();
        if (trimmed.Length < 12 || text.IndexOfAny(Signs) < 0 || !BeginsLikeSql(trimmed) || !HasItsWords(trimmed))
        {
            return false;
        }

        var script = Sqls.Reader(SqlDialect.PostgreSql).Read(new SqlSource("", text));
        return script.Steps.Count > 0 && script.Steps.All(step => step.Operation is not UnreadSql);
    }

    private static bool HasItsWords(string text)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var lexer = new SqlLexer(text, 0, text.Length, LexerOptions.PostgreSqlServer);
        var first = "";
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (token.Kind is TokenKind.Unterminated)
            {
                return false;
            }

            if (token.Kind == TokenKind.Word)
            {
                var word = text.Substring(token.Start, token.Length);
                first = first.Length == 0 ? word : first;
                words.Add(word);
            }
        }

        // "Select a file from the list" begins with one capital letter; SQL is written in one case.
        return (first.All(char.IsUpper) || first.All(char.IsLower)) && first.ToUpperInvariant() switch
        {
            "SELECT" => words.Contains("FROM"),
            "INSERT" => words.Contains("INTO"),
            "UPDATE" => words.Contains("SET"),
            "DELETE" => words.Contains("FROM") && (words.Contains("WHERE") || first == "DELETE"),
            "MERGE" => words.Contains("USING"),
            "WITH" => words.Contains("AS") && (words.Contains("SELECT") || words.Contains("UPDATE") || words.Contains("DELETE") || words.Contains("INSERT")),
            _ => false,
        };
    }
}
