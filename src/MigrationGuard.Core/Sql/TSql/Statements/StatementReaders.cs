namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Hands a statement to the reader of its kind.</summary>
internal static class StatementReaders
{
    /// <summary>Reads a statement; false when it is not understood.</summary>
    public static bool Read(Statement statement)
    {
        var tokens = statement.Tokens;
        switch (tokens.Keyword)
        {
            case "CREATE":
                tokens.Position++;
                return CreateReader.Read(statement);
            case "ALTER":
                tokens.Position++;
                return AlterReader.Read(statement);
            case "DROP":
                tokens.Position++;
                return DropReader.Read(statement);
            case "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "TRUNCATE" or "BULK" or "WITH" or "SELECT":
                return DataReader.Read(statement);
            case "GRANT" or "REVOKE" or "DENY":
                return GrantReader.Read(statement);
            case "SET" or "USE":
                return SettingReader.Read(statement);
            case "BEGIN" or "COMMIT" or "ROLLBACK" or "SAVE":
                return TransactionReader.Read(statement);
            case "ENABLE" or "DISABLE":
                return TriggerReader.Switch(statement);
            default:
                return OtherReader.Read(statement);
        }
    }
}
