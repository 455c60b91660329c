namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>The words that T-SQL statements begin with.</summary>
internal static class StatementWords
{
    // Reserved, so none of them can be an unquoted name. https://learn.microsoft.com/sql/t-sql/language-elements/reserved-keywords-transact-sql
    private static readonly HashSet<string> Starts = new(StringComparer.Ordinal)
    {
        "ALTER", "BACKUP", "BEGIN", "BREAK", "BULK", "CHECKPOINT", "CLOSE", "COMMIT", "CONTINUE", "CREATE", "DBCC", "DEALLOCATE", "DECLARE",
        "DELETE", "DENY", "DROP", "ELSE", "END", "EXEC", "EXECUTE", "FETCH", "GOTO", "GRANT", "IF", "INSERT", "KILL", "MERGE", "OPEN", "PRINT",
        "RAISERROR", "READTEXT", "RECONFIGURE", "RESTORE", "RETURN", "REVERT", "REVOKE", "ROLLBACK", "SAVE", "SELECT", "SET", "SETUSER",
        "SHUTDOWN", "TRUNCATE", "UPDATE", "UPDATETEXT", "USE", "WAITFOR", "WHILE", "WRITETEXT",
    };

    // Never inside parentheses, so they also end a statement with a parenthesis left open.
    private static readonly HashSet<string> Hard = new(StringComparer.Ordinal)
    {
        "ALTER", "BEGIN", "CREATE", "DECLARE", "DROP", "GRANT", "IF", "PRINT", "TRUNCATE", "WHILE",
    };

    public static bool IsStart(string keyword) => keyword.Length is >= 2 and <= 11 && Starts.Contains(keyword);

    public static bool IsHard(string keyword) => Hard.Contains(keyword);
}
