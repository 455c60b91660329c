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
            switch (tokens.Keyword)
            {
                case "NULL" when tokens.Accept("NULL"):
                    change = change with { Nullable = true };
                    break;
                case "NOT" when tokens.Accept("NOT", "NULL"):
                    change = change with { Nullable = false };
                    break;
                case "COLLATE" when tokens.Accept("COLLATE"):
                    if (!tokens.Name(out var collation))
                    {
                        return false;
                    }

                    change = change with { Collation = collation };
                    break;
                case "SPARSE" or "ROWGUIDCOL" or "HIDDEN":
                    tokens.Position++;
                    break;
                case "NOT" when tokens.Accept("NOT", "FOR", "REPLICATION"):
                    break;
                case "MASKED" or "ENCRYPTED" when tokens.IsAt(tokens.Position + 1, "WITH"):
                    tokens.Position += 2;
                    if (!tokens.SkipParentheses())
                    {
                        return false;
                    }

                    break;
                case "WITH":
                    var options = IndexOptions.None;
                    if (!IndexOptionsReader.Optional(tokens, ref options))
                    {
                        return false;
                    }

                    change = change with { Online = options.Online };
                    break;
                default:
                    return tokens.Fail("NULL or NOT NULL");
            }
        }

        return true;
    }
}
