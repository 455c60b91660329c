using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads ALTER TABLE … ALTER COLUMN.</summary>
internal static class AlterColumnReader
{
    public static bool Read(Statement statement, ObjectName table)
    {
        var tokens = statement.Tokens;
        if (!tokens.Expect("ALTER", "COLUMN") || !tokens.Name(out var column))
        {
            return false;
        }

        var from = tokens.Position;
        if (tokens.Keyword is "ADD" or "DROP" && tokens.KeywordAt(from + 1) is "SPARSE" or "PERSISTED" or "ROWGUIDCOL" or "NOT" or "HIDDEN" or "MASKED")
        {
            return Attribute(statement, table, column);
        }

        if (!TypeReader.Read(tokens, out var type))
        {
            return false;
        }

        var change = new AlterColumnType(table, column, type);
        return Options(tokens, ref change) && statement.Add(change);
    }

    private static bool Attribute(Statement statement, ObjectName table, string column)
    {
        var tokens = statement.Tokens;
        var from = tokens.Position;
        if (tokens.IsAt(from + 1, "PERSISTED"))
        {
            tokens.Position += 2;
            return statement.Add(new ChangeGenerated(table, column, tokens.IsAt(from, "ADD") ? GeneratedKind.Stored : GeneratedKind.Virtual));
        }

        return statement.AddRest(new SetColumnSetting(table, column, ColumnSetting.Attribute, statement.TextFrom(from)));
    }

    private static bool Options(TokenCursor tokens, ref AlterColumnType change)
    {
        while (!tokens.AtEnd)
        {
            if (!Option(tokens, ref change))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Option(TokenCursor tokens, ref AlterColumnType change)
    {
        switch (tokens.Keyword)
        {
            case "NULL" when tokens.Accept("NULL"):
                change = change with { Nullable = true };
                return true;
            case "NOT" when tokens.Accept("NOT", "NULL"):
                change = change with { Nullable = false };
                return true;
            case "NOT" when tokens.Accept("NOT", "FOR", "REPLICATION"):
                return true;
            case "COLLATE" when tokens.Accept("COLLATE"):
                var read = tokens.Name(out var collation);
                change = change with { Collation = collation };
                return read;
            case "SPARSE" or "ROWGUIDCOL" or "HIDDEN":
                tokens.Position++;
                return true;
            case "MASKED" or "ENCRYPTED" when tokens.IsAt(tokens.Position + 1, "WITH"):
                tokens.Position += 2;
                return tokens.SkipParentheses();
            case "WITH":
                var options = IndexOptions.None;
                var complete = IndexOptionsReader.Optional(tokens, ref options);
                change = change with { Online = options.Online };
                return complete;
            default:
                return tokens.Fail("NULL or NOT NULL");
        }
    }
}
