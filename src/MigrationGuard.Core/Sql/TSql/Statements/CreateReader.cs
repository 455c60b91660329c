using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads what follows CREATE.</summary>
internal static class CreateReader
{
    public static bool Read(Statement statement)
    {
        var tokens = statement.Tokens;
        var replace = tokens.Accept("OR", "ALTER");
        if (IndexReader.IsNext(tokens))
        {
            return IndexReader.Create(statement);
        }

        switch (tokens.Keyword)
        {
            case "TABLE":
                return TableReader.Create(statement);
            case "VIEW":
                return ViewReader.Read(statement, replace);
            case "PROC" or "PROCEDURE" or "FUNCTION":
                return RoutineReader.Read(statement, replace);
            case "TRIGGER":
                return TriggerReader.Read(statement, replace);
            case "SEQUENCE" when tokens.Accept("SEQUENCE"):
                return tokens.ObjectName(out var sequence) && statement.Add(new CreateSequence(sequence) { Options = tokens.Rest() });
            case "TYPE" when tokens.Accept("TYPE"):
                return tokens.ObjectName(out var type) && tokens.Keyword is "FROM" or "AS" or "EXTERNAL" && statement.Add(new CreateType(type, tokens.RestAsExpression()));
            case "SECURITY" when tokens.Accept("SECURITY", "POLICY"):
                return tokens.ObjectName(out var policy)
                    && statement.Add(new ChangePolicy(PolicyChange.Create, policy.Name, policy) { Definition = tokens.Rest() });
            default:
                return ObjectReader.Create(statement);
        }
    }
}
