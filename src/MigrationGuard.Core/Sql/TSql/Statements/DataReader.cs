using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads statements on rows, with their common table expressions.</summary>
internal static class DataReader
{
    public static bool Read(Statement statement)
    {
        var tokens = statement.Tokens;
        string? with = null;
        if (tokens.Is("WITH"))
        {
            var verb = Verb(tokens);
            if (verb < 0)
            {
                return tokens.Fail("SELECT");
            }

            with = tokens.Slice(tokens.Position, verb);
            tokens.Position = verb;
        }

        switch (tokens.Keyword)
        {
            case "INSERT":
                return InsertReader.Read(statement, with);
            case "UPDATE" when with is null && tokens.IsAt(tokens.Position + 1, "STATISTICS"):
                return Statistics(statement);
            case "UPDATE":
                return UpdateReader.Read(statement, with);
            case "DELETE":
                return DeleteReader.Read(statement, with);
            case "MERGE":
                return Merge(statement, with);
            case "TRUNCATE":
                return Truncate(statement);
            case "BULK":
                return Bulk(statement);
            default:
                return SelectReader.Read(statement);
        }
    }

    /// <summary>Whether the target is a table variable, which no other session can see.</summary>
    public static bool IsVariable(ObjectName name) => name.Schema is null && name.Name.StartsWith("@", StringComparison.Ordinal);

    /// <summary>Index of the keyword outside parentheses from <paramref name="from"/> on, or the end.</summary>
    public static int FindOrEnd(TokenCursor tokens, string keyword, int from)
    {
        var found = tokens.Find(keyword, from);
        return found < 0 ? tokens.End : found;
    }

    /// <summary>Skips <c>WITH (hints)</c>.</summary>
    public static bool Hints(TokenCursor tokens)
    {
        if (tokens.Is("WITH") && tokens.Peek(1).Kind == TokenKind.LeftParenthesis)
        {
            tokens.Position++;
            return tokens.SkipParentheses();
        }

        return true;
    }

    /// <summary>Skips <c>TOP (n) [PERCENT]</c>; true when it was there.</summary>
    public static bool Top(TokenCursor tokens)
    {
        if (!tokens.Accept("TOP"))
        {
            return false;
        }

        if (!tokens.Is(TokenKind.LeftParenthesis) || !tokens.SkipParentheses())
        {
            tokens.Position++;
        }

        tokens.Accept("PERCENT");
        return true;
    }

    private static int Verb(TokenCursor tokens)
    {
        for (var i = tokens.Position + 1; i < tokens.End; i++)
        {
            if (tokens[i].Kind == TokenKind.LeftParenthesis)
            {
                i = tokens.BehindParentheses(i) - 1;
            }
            else if (tokens.KeywordAt(i) is "SELECT" or "INSERT" or "UPDATE" or "DELETE" or "MERGE")
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Statistics(Statement statement)
    {
        var tokens = statement.Tokens;
        tokens.Position += 2;
        return tokens.ObjectName(out var table) && statement.AddRest(new MaintainTable("UPDATE STATISTICS", table));
    }

    private static bool Merge(Statement statement, string? with)
    {
        var tokens = statement.Tokens;
        tokens.Position++;
        Top(tokens);
        tokens.Accept("INTO");
        if (!tokens.ObjectName(out var table) || tokens.Find("USING", tokens.Position) < 0)
        {
            return tokens.Fail("USING");
        }

        var deletes = false;
        for (var i = tokens.Position; i < tokens.End; i++)
        {
            deletes |= tokens.IsAt(i, "THEN") && tokens.IsAt(i + 1, "DELETE");
        }

        var definition = tokens.RestAsExpression();
        return statement.Add(IsVariable(table) ? new Query(tokens.Expression(statement.From, tokens.End)) : new MergeRows(table, definition) { Deletes = deletes, With = with });
    }

    private static bool Truncate(Statement statement)
    {
        var tokens = statement.Tokens;
        return tokens.Expect("TRUNCATE", "TABLE") && tokens.ObjectName(out var table) && Hints(tokens) && statement.Add(new TruncateTables(new[] { table }));
    }

    private static bool Bulk(Statement statement)
    {
        var tokens = statement.Tokens;
        return tokens.Expect("BULK", "INSERT") && tokens.ObjectName(out var table) && tokens.Is("FROM")
            && statement.Add(new CopyRows(table, []) { Options = tokens.Rest(), Writes = true });
    }
}
