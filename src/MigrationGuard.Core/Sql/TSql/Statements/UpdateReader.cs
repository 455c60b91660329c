using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads UPDATE.</summary>
internal static class UpdateReader
{
    public static bool Read(Statement statement, string? with)
    {
        var tokens = statement.Tokens;
        tokens.Position++;
        var top = DataReader.Top(tokens);
        if (!tokens.ObjectName(out var target) || (tokens.Is(TokenKind.LeftParenthesis) && !tokens.SkipParentheses()) || !DataReader.Hints(tokens) || !tokens.Expect("SET"))
        {
            return false;
        }

        var set = tokens.Position;
        var option = DataReader.FindOrEnd(tokens, "OPTION", set);
        var where = Math.Min(DataReader.FindOrEnd(tokens, "WHERE", set), option);
        var columns = Columns(tokens, set, where);
        if (set == where)
        {
            return tokens.Fail("an assignment");
        }

        var table = DataTarget.Resolve(tokens, target, statement.From, where);
        if (DataReader.IsVariable(table))
        {
            return statement.AddRest(new Query(tokens.Expression(statement.From, tokens.End)));
        }

        return statement.AddRest(new UpdateRows(table, columns)
        {
            Alias = table == target ? null : target.Name,
            Assignments = tokens.Expression(set, where),
            Where = where < option ? tokens.Expression(where + 1, option) : null,
            Batched = top || DataTarget.IsLimited(statement, where, option),
            InLoop = statement.InLoop,
            With = with,
        });
    }

    private static List<string> Columns(TokenCursor tokens, int from, int end)
    {
        var columns = new List<string>();
        var limit = Math.Min(end, DataReader.FindOrEnd(tokens, "FROM", from));
        for (var at = from; at < limit; at = tokens.EndOfItem(at) + 1)
        {
            // @v = column = value
            if (tokens[at].Kind == TokenKind.Parameter && tokens.IsSymbolAt(at + 1, "=") && tokens.IsSymbolAt(at + 3, "="))
            {
                at += 2;
            }

            var last = at;
            while (tokens[last + 1].Kind == TokenKind.Dot && tokens.IsNameAt(last + 2) && tokens[last + 3].Kind != TokenKind.LeftParenthesis)
            {
                last += 2;
            }

            if (tokens[last].Kind is TokenKind.Word or TokenKind.QuotedName && tokens[last + 1].Kind is TokenKind.Operator or TokenKind.Dot)
            {
                columns.Add(tokens.NameAt(last));
            }
        }

        return columns;
    }
}
