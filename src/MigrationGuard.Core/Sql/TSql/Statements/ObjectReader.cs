using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads CREATE, ALTER and DROP of the objects that have no operations of their own.</summary>
internal static class ObjectReader
{
    private static readonly (string[] Words, ObjectKind Kind)[] Phrases =
    [
        Phrase("SCHEMA AUTHORIZATION", ObjectKind.Schema),
        Phrase("SCHEMA", ObjectKind.Schema),
        Phrase("DATABASE SCOPED CONFIGURATION", ObjectKind.Database),
        Phrase("DATABASE SCOPED CREDENTIAL", ObjectKind.Other),
        Phrase("DATABASE AUDIT SPECIFICATION", ObjectKind.Other),
        Phrase("DATABASE ENCRYPTION KEY", ObjectKind.Other),
        Phrase("DATABASE", ObjectKind.Database),
        Phrase("APPLICATION ROLE", ObjectKind.Role),
        Phrase("SERVER ROLE", ObjectKind.Role),
        Phrase("ROLE", ObjectKind.Role),
        Phrase("USER", ObjectKind.Role),
        Phrase("LOGIN", ObjectKind.Role),
        Phrase("SYNONYM", ObjectKind.Synonym),
        Phrase("SEQUENCE", ObjectKind.Sequence),
        Phrase("AGGREGATE", ObjectKind.Routine),
        Phrase("PARTITION FUNCTION", ObjectKind.Other),
        Phrase("PARTITION SCHEME", ObjectKind.Other),
        Phrase("FULLTEXT INDEX ON", ObjectKind.Other),
        Phrase("FULLTEXT CATALOG", ObjectKind.Other),
        Phrase("FULLTEXT STOPLIST", ObjectKind.Other),
        Phrase("XML SCHEMA COLLECTION", ObjectKind.Other),
        Phrase("COLUMN MASTER KEY", ObjectKind.Other),
        Phrase("COLUMN ENCRYPTION KEY", ObjectKind.Other),
        Phrase("SYMMETRIC KEY", ObjectKind.Other),
        Phrase("ASYMMETRIC KEY", ObjectKind.Other),
        Phrase("SERVICE MASTER KEY", ObjectKind.Other),
        Phrase("MASTER KEY", ObjectKind.Other),
        Phrase("MESSAGE TYPE", ObjectKind.Other),
        Phrase("EVENT NOTIFICATION", ObjectKind.Other),
        Phrase("EVENT SESSION", ObjectKind.Other),
        Phrase("SERVER AUDIT SPECIFICATION", ObjectKind.Other),
        Phrase("SERVER AUDIT", ObjectKind.Other),
        Phrase("SERVER CONFIGURATION", ObjectKind.Other),
        Phrase("EXTERNAL DATA SOURCE", ObjectKind.Other),
        Phrase("EXTERNAL FILE FORMAT", ObjectKind.Other),
        Phrase("EXTERNAL RESOURCE POOL", ObjectKind.Other),
        Phrase("EXTERNAL TABLE", ObjectKind.Other),
        Phrase("EXTERNAL LIBRARY", ObjectKind.Other),
        Phrase("EXTERNAL LANGUAGE", ObjectKind.Other),
        Phrase("EXTERNAL MODEL", ObjectKind.Other),
        Phrase("RESOURCE POOL", ObjectKind.Other),
        Phrase("RESOURCE GOVERNOR", ObjectKind.Other),
        Phrase("WORKLOAD GROUP", ObjectKind.Other),
        Phrase("WORKLOAD CLASSIFIER", ObjectKind.Other),
        Phrase("AVAILABILITY GROUP", ObjectKind.Other),
        Phrase("SEARCH PROPERTY LIST", ObjectKind.Other),
        Phrase("BROKER PRIORITY", ObjectKind.Other),
        Phrase("REMOTE SERVICE BINDING", ObjectKind.Other),
        Phrase("CRYPTOGRAPHIC PROVIDER", ObjectKind.Other),
        Phrase("SENSITIVITY CLASSIFICATION", ObjectKind.Other),
        Phrase("COUNTER SIGNATURE", ObjectKind.Other),
        Phrase("SIGNATURE", ObjectKind.Other),
        Phrase("MATERIALIZED VIEW", ObjectKind.Other),
        Phrase("STATISTICS", ObjectKind.Other),
        Phrase("ASSEMBLY", ObjectKind.Other),
        Phrase("CERTIFICATE", ObjectKind.Other),
        Phrase("CREDENTIAL", ObjectKind.Other),
        Phrase("CONTRACT", ObjectKind.Other),
        Phrase("QUEUE", ObjectKind.Other),
        Phrase("SERVICE", ObjectKind.Other),
        Phrase("ROUTE", ObjectKind.Other),
        Phrase("RULE", ObjectKind.Other),
        Phrase("DEFAULT", ObjectKind.Other),
        Phrase("ENDPOINT", ObjectKind.Other),
    ];

    public static bool Create(Statement statement)
    {
        if (Find(statement.Tokens) is not { } phrase)
        {
            return statement.Tokens.Fail("a kind of object");
        }

        return statement.AddRest(new CreateObject(phrase.Kind, Name(statement.Tokens), statement.TextFrom(statement.From + 1)));
    }

    public static bool Alter(Statement statement)
    {
        if (Find(statement.Tokens) is not { } phrase)
        {
            return statement.Tokens.Fail("a kind of object");
        }

        return statement.AddRest(new AlterObject(phrase.Kind, Name(statement.Tokens), statement.TextFrom(statement.From + 1)));
    }

    public static bool Drop(Statement statement)
    {
        var tokens = statement.Tokens;
        if (Find(tokens) is not { } phrase)
        {
            return tokens.Fail("a kind of object");
        }

        var ifExists = tokens.Accept("IF", "EXISTS");
        var signature = phrase.Kind is ObjectKind.Other or ObjectKind.Role or ObjectKind.Routine ? string.Join(" ", phrase.Words) : null;
        do
        {
            var from = tokens.Position;
            statement.Add(new DropObject(phrase.Kind, Name(tokens)) { IfExists = ifExists, Signature = signature }, from, Math.Max(tokens.Position, from + 1));
        }
        while (tokens.Accept(TokenKind.Comma));
        tokens.Position = tokens.End;
        statement.Widen();
        return true;
    }

    /// <summary>The name, when one follows: a master key has none.</summary>
    private static ObjectName Name(TokenCursor tokens) => tokens.IsName && tokens.ObjectName(out var name) ? name : "";

    private static (string[] Words, ObjectKind Kind)? Find(TokenCursor tokens)
    {
        foreach (var phrase in Phrases)
        {
            if (Matches(tokens, phrase.Words))
            {
                tokens.Position += phrase.Words.Length;
                return phrase;
            }
        }

        return null;
    }

    private static bool Matches(TokenCursor tokens, string[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (!tokens.IsAt(tokens.Position + i, words[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static (string[] Words, ObjectKind Kind) Phrase(string words, ObjectKind kind) => (words.Split(' '), kind);
}
