using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads INSERT.</summary>
internal static class InsertReader
{
    public static bool Read(Statement statement, string? with)
    {
        var tokens = statement.Tokens;
        tokens.Position++;
        DataReader.Top(tokens);
        tokens.Accept("INTO");
        var columns = new List<string>();
        if (!Target(tokens, out var table) || !DataReader.Hints(tokens) || !Columns(tokens, columns))
        {
            return false;
        }

        var from = tokens.Position;
        if (tokens.Is("OUTPUT"))
        {
            tokens.Position = Source(tokens);
        }

        var query = tokens.Keyword is "SELECT" or "EXEC" or "EXECUTE" or "WITH" || tokens.Is(TokenKind.LeftParenthesis);
        if (!query && tokens.Keyword is not ("VALUES" or "DEFAULT"))
        {
            return tokens.Fail("VALUES or SELECT");
        }

        return statement.AddRest(DataReader.IsVariable(table) ? new Query(tokens.Expression(statement.From, tokens.End)) : new InsertRows(table, columns)
        {
            Source = tokens.Expression(from, tokens.End),
            Rows = query ? 0 : Rows(tokens),
            FromQuery = query,
            Repeatable = query && IsRepeatable(tokens),
            With = with,
        });
    }

    private static bool Target(TokenCursor tokens, out ObjectName table)
    {
        if (tokens.Keyword is not ("OPENQUERY" or "OPENROWSET" or "OPENDATASOURCE"))
        {
            return tokens.ObjectName(out table);
        }

        table = tokens.NameAt(tokens.Position++);
        return tokens.SkipParentheses();
    }

    /// <summary>Reads the column list, if the parenthesis opens one and not a query.</summary>
    private static bool Columns(TokenCursor tokens, List<string> columns)
    {
        if (!tokens.Is(TokenKind.LeftParenthesis) || tokens.KeywordAt(tokens.Position + 1) is "SELECT" or "WITH" || tokens.Peek(1).Kind == TokenKind.LeftParenthesis)
        {
            return true;
        }

        tokens.Position++;
        do
        {
            // A column may be qualified with the table.
            if (!tokens.ObjectName(out var name))
            {
                return false;
            }

            columns.Add(name.Name);
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(TokenKind.RightParenthesis);
    }

    private static int Source(TokenCursor tokens)
    {
        for (var i = tokens.Position; i < tokens.End; i++)
        {
            if (tokens[i].Kind == TokenKind.LeftParenthesis)
            {
                i = tokens.BehindParentheses(i) - 1;
            }
            else if (tokens.KeywordAt(i) is "VALUES" or "SELECT" or "DEFAULT" or "EXEC" or "EXECUTE" or "WITH")
            {
                return i;
            }
        }

        return tokens.End;
    }

    private static int Rows(TokenCursor tokens)
    {
        if (tokens.Is("DEFAULT"))
        {
            return 1;
        }

        var rows = 0;
        for (var i = tokens.Position + 1; i < tokens.End && tokens[i].Kind == TokenKind.LeftParenthesis; i++)
        {
            rows++;
            i = tokens.BehindParentheses(i);
            if (tokens[i].Kind != TokenKind.Comma)
            {
                break;
            }
        }

        return rows;
    }

    private static bool IsRepeatable(TokenCursor tokens)
    {
        for (var i = tokens.Position; i < tokens.End; i++)
        {
            if (tokens.IsAt(i, "EXCEPT") || (tokens.IsAt(i, "NOT") && tokens.KeywordAt(i + 1) is "EXISTS" or "IN"))
            {
                return true;
            }
        }

        return false;
    }
}
