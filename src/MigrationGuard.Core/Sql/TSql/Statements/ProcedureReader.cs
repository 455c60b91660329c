using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;
using MigrationGuard.Sql.TSql.Reading;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads calls of procedures; the server's own ones that change the schema become the operation they stand for.</summary>
internal static class ProcedureReader
{
    /// <summary>Whether the batch begins with a call without EXEC, which only a name that is no keyword can be.</summary>
    public static bool IsCallWithoutExec(TokenCursor tokens)
    {
        var keyword = tokens.Keyword;
        if (!tokens.IsName || StatementWords.IsStart(keyword))
        {
            return false;
        }

        var system = keyword.StartsWith("SP_", StringComparison.Ordinal) || keyword.StartsWith("XP_", StringComparison.Ordinal);
        return system || tokens.Current.Kind == TokenKind.QuotedName || tokens.Peek(1).Kind is TokenKind.Dot or TokenKind.String or TokenKind.Parameter;
    }

    public static bool Read(Statement statement, ObjectName name, Arguments arguments)
    {
        statement.Tokens.Position = statement.Tokens.End;
        switch (name.Name.ToUpperInvariant())
        {
            case "SP_RENAME":
                return RenameReader.Read(statement, arguments);
            case "SP_RENAMEDB":
                return arguments.Literal("@dbname", 0) is { } database && arguments.Literal("@newname", 1) is { } renamed
                    && statement.Add(new RenameObject(ObjectKind.Database, database, renamed));
            case "SP_ADDEXTENDEDPROPERTY" or "SP_UPDATEEXTENDEDPROPERTY" or "SP_DROPEXTENDEDPROPERTY":
                return statement.Add(new Annotate(statement.Text));
            case "SP_ADDROLEMEMBER":
                return Member(statement, arguments, "ADD");
            case "SP_DROPROLEMEMBER":
                return Member(statement, arguments, "DROP");
            case "SP_CHANGEOBJECTOWNER":
                return arguments.Literal("@objname", 0) is { } owned && arguments.Literal("@newowner", 1) is { } owner
                    && statement.Add(new ChangeOwner("TABLE", QualifiedName.Of(owned), owner));
            case "SP_CDC_ENABLE_TABLE" or "SP_CDC_DISABLE_TABLE":
                return ChangeCapture(statement, arguments);
            case "SP_MSFOREACHTABLE" or "SP_MSFOREACHDB" or "SP_MSFOREACH_TABLE":
                return statement.Refuse("it runs SQL for every table");
            default:
                return statement.Add(new CallRoutine(name, arguments.Text));
        }
    }

    private static bool Member(Statement statement, Arguments arguments, string verb)
        => arguments.Literal("@rolename", 0) is { } role && arguments.Literal("@membername", 1) is { } member
            ? statement.Add(new AlterObject(ObjectKind.Role, role, $"ROLE {TSqlNames.Quote(role)} {verb} MEMBER {TSqlNames.Quote(member)}"))
            : statement.Refuse("the names are computed at run time");

    private static bool ChangeCapture(Statement statement, Arguments arguments)
        => arguments.Literal("@source_name", 1) is { } source
            ? statement.Add(new AlterObject(ObjectKind.Replication, new ObjectName(arguments.Literal("@source_schema", 0), source), statement.Text))
            : statement.Refuse("the names are computed at run time");
}
