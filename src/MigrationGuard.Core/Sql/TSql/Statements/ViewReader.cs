using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads CREATE and ALTER VIEW. https://learn.microsoft.com/sql/t-sql/statements/create-view-transact-sql</summary>
internal static class ViewReader
{
    public static bool Read(Statement statement, bool replace)
    {
        var tokens = statement.Tokens;
        tokens.Position++;
        var columns = new List<string>();
        if (!tokens.ObjectName(out var name) || (tokens.Is(TokenKind.LeftParenthesis) && !tokens.NameList(columns)))
        {
            return false;
        }

        var options = tokens.Position;
        if (tokens.Is("WITH"))
        {
            var body = tokens.Find("AS", options);
            tokens.Position = body < 0 ? tokens.Position : body;
        }

        var optionsEnd = tokens.Position;
        if (!tokens.Expect("AS") || tokens.AtEnd)
        {
            return tokens.Fail("AS");
        }

        return statement.AddRest(Query(tokens, name) with
        {
            Columns = columns,
            Options = optionsEnd > options ? tokens.Slice(options, optionsEnd) : null,
            Replace = replace,
        });
    }

    private static CreateView Query(TokenCursor tokens, ObjectName name)
    {
        var (from, end) = (tokens.Position, RoutineReader.ModuleEnd(tokens));
        var check = tokens.IsAt(end - 3, "WITH") && tokens.IsAt(end - 2, "CHECK") && tokens.IsAt(end - 1, "OPTION");
        end -= check ? 3 : 0;
        var outline = QueryOutline.Read(tokens, from, end);
        return new CreateView(name, tokens.Expression(from, end))
        {
            CheckOption = check,
            OutputColumns = outline.Columns,
            Sources = outline.Sources,
            Updatable = outline.Updatable,
            Restricts = outline.Restricts,
        };
    }
}
