using MigrationGuard.Operations;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads DELETE.</summary>
internal static class DeleteReader
{
    public static bool Read(Statement statement, string? with)
    {
        var tokens = statement.Tokens;
        tokens.Position++;
        var top = DataReader.Top(tokens);
        tokens.Accept("FROM");
        if (!tokens.ObjectName(out var target) || !DataReader.Hints(tokens))
        {
            return false;
        }

        if (!tokens.AtEnd && tokens.Keyword is not ("OUTPUT" or "FROM" or "WHERE" or "OPTION"))
        {
            return tokens.Fail("WHERE");
        }

        var option = DataReader.FindOrEnd(tokens, "OPTION", tokens.Position);
        var where = Math.Min(DataReader.FindOrEnd(tokens, "WHERE", tokens.Position), option);
        var from = Math.Min(DataReader.FindOrEnd(tokens, "FROM", tokens.Position), where);
        var table = DataTarget.Resolve(tokens, target, statement.From, where);
        if (DataReader.IsVariable(table))
        {
            return statement.AddRest(new Query(tokens.Expression(statement.From, tokens.End)));
        }

        return statement.AddRest(new DeleteRows(table)
        {
            Alias = table == target ? null : target.Name,
            Using = from < where ? tokens.Slice(from + 1, where) : null,
            Where = where < option ? tokens.Expression(where + 1, option) : null,
            Batched = top || DataTarget.IsLimited(statement, where, option),
            InLoop = statement.InLoop,
            With = with,
        });
    }
}
