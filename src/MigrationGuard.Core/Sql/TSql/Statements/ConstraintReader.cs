using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;
using MigrationGuard.Sql.TSql.Reading;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads constraints of tables and columns. https://learn.microsoft.com/sql/t-sql/statements/alter-table-table-constraint-transact-sql</summary>
internal static class ConstraintReader
{
    public static bool IsNext(TokenCursor tokens) => tokens.Keyword is "CONSTRAINT" or "PRIMARY" or "UNIQUE" or "FOREIGN" or "REFERENCES" or "CHECK";

    /// <summary>Reads a constraint with its optional name.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="column">The column it stands at; null for a table constraint.</param>
    /// <param name="constraint">What was read.</param>
    public static bool Read(TokenCursor tokens, string? column, out ConstraintDefinition constraint)
    {
        string? name = null;
        constraint = new NotNullConstraint("");
        if (tokens.Accept("CONSTRAINT") && !tokens.Name(out name!))
        {
            return false;
        }

        if (Kind(tokens, column) is not { } read)
        {
            return tokens.Fail("a constraint");
        }

        constraint = read with { Name = name };
        return true;
    }

    private static ConstraintDefinition? Kind(TokenCursor tokens, string? column)
    {
        switch (tokens.Keyword)
        {
            case "PRIMARY" when tokens.Accept("PRIMARY", "KEY"):
                return Unique(tokens, column, new UniqueConstraint([]) { IsPrimaryKey = true });
            case "UNIQUE" when tokens.Accept("UNIQUE"):
                return Unique(tokens, column, new UniqueConstraint([]));
            case "FOREIGN" when tokens.Accept("FOREIGN", "KEY"):
                return ForeignKey(tokens, column);
            case "REFERENCES" when column is not null:
                return References(tokens, [column]);
            case "CHECK" when tokens.Accept("CHECK"):
                return Check(tokens);
            case "DEFAULT" when column is null && tokens.Accept("DEFAULT"):
                return Default(tokens);
            default:
                return null;
        }
    }

    private static UniqueConstraint? Unique(TokenCursor tokens, string? column, UniqueConstraint unique)
    {
        unique = unique with { Clustered = tokens.Accept("CLUSTERED") ? true : tokens.Accept("NONCLUSTERED") ? false : null };
        tokens.Accept("HASH");
        var columns = new List<string>();
        if (tokens.Is(TokenKind.LeftParenthesis))
        {
            if (!KeyColumns(tokens, columns))
            {
                return null;
            }
        }
        else if (column is not null)
        {
            columns.Add(column);
        }

        // Azure Synapse writes NOT ENFORCED before the options.
        tokens.Accept("NOT", "ENFORCED");
        var options = IndexOptions.None;
        if (!IndexOptionsReader.Optional(tokens, ref options) || !FileGroup(tokens))
        {
            return null;
        }

        tokens.Accept("NOT", "ENFORCED");
        return columns.Count == 0 ? null : unique with { Columns = columns, Options = options };
    }

    private static bool KeyColumns(TokenCursor tokens, List<string> columns)
    {
        tokens.Position++;
        do
        {
            if (!tokens.Name(out var name))
            {
                return false;
            }

            columns.Add(name);
            _ = tokens.Accept("ASC") || tokens.Accept("DESC");
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(TokenKind.RightParenthesis);
    }

    /// <summary>Skips <c>ON filegroup</c>, <c>ON scheme(column)</c>.</summary>
    private static bool FileGroup(TokenCursor tokens)
    {
        if (!tokens.Is("ON") || tokens.KeywordAt(tokens.Position + 1) is "DELETE" or "UPDATE")
        {
            return true;
        }

        tokens.Position++;
        return tokens.Name(out _) && (!tokens.Is(TokenKind.LeftParenthesis) || tokens.SkipParentheses());
    }

    private static ForeignKeyConstraint? ForeignKey(TokenCursor tokens, string? column)
    {
        var columns = new List<string>();
        if (tokens.Is(TokenKind.LeftParenthesis) ? !tokens.NameList(columns) : column is null)
        {
            return null;
        }

        if (columns.Count == 0)
        {
            columns.Add(column!);
        }

        return References(tokens, columns);
    }

    private static ForeignKeyConstraint? References(TokenCursor tokens, List<string> columns)
    {
        var referenced = new List<string>();
        if (!tokens.Expect("REFERENCES") || !tokens.ObjectName(out var table) || (tokens.Is(TokenKind.LeftParenthesis) && !tokens.NameList(referenced)))
        {
            return null;
        }

        var key = new ForeignKeyConstraint(columns, table, referenced);
        while (true)
        {
            if (tokens.Accept("ON", "DELETE"))
            {
                key = key with { OnDelete = Action(tokens) };
            }
            else if (tokens.Accept("ON", "UPDATE"))
            {
                key = key with { OnUpdate = Action(tokens) };
            }
            else if (!tokens.Accept("NOT", "FOR", "REPLICATION") && !tokens.Accept("NOT", "ENFORCED"))
            {
                return key;
            }
        }
    }

    private static string Action(TokenCursor tokens)
    {
        if (tokens.Accept("CASCADE"))
        {
            return "CASCADE";
        }

        return tokens.Accept("SET", "NULL") ? "SET NULL" : tokens.Accept("SET", "DEFAULT") ? "SET DEFAULT" : tokens.Expect("NO", "ACTION") ? "NO ACTION" : "";
    }

    private static CheckConstraint? Check(TokenCursor tokens)
    {
        tokens.Accept("NOT", "FOR", "REPLICATION");
        var open = tokens.Position;
        return tokens.SkipParentheses() ? new CheckConstraint(tokens.Expression(open + 1, tokens.Position - 1)) : null;
    }

    private static DefaultConstraint? Default(TokenCursor tokens)
    {
        var from = tokens.Position;
        var end = ExpressionEnd.Find(tokens, from);
        tokens.Position = end;
        if (end == from || !tokens.Expect("FOR") || !tokens.Name(out var column))
        {
            return null;
        }

        return new DefaultConstraint(column, tokens.Expression(from, end)) { WithValues = tokens.Accept("WITH", "VALUES") };
    }
}
