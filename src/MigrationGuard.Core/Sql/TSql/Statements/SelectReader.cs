using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads SELECT and SELECT INTO.</summary>
internal static class SelectReader
{
    public static bool Read(Statement statement)
    {
        var tokens = statement.Tokens;
        var select = tokens.Position;
        var into = tokens.Find("INTO", select);
        if (into < 0 || !tokens.IsNameAt(into + 1))
        {
            return select + 1 < tokens.End ? statement.AddRest(new Query(tokens.Expression(statement.From, tokens.End))) : tokens.Fail("a column");
        }

        tokens.Position = into + 1;
        if (!tokens.ObjectName(out var table))
        {
            return false;
        }

        var behind = tokens.Position;
        var outline = QueryOutline.Read(tokens, select, into);
        var columns = new List<ColumnDefinition>();
        foreach (var column in outline.Columns ?? default)
        {
            columns.Add(new ColumnDefinition(column, null));
        }

        var query = tokens.Expression(statement.From, tokens.End);
        var text = behind < tokens.End ? tokens.Slice(statement.From, into) + " " + tokens.Slice(behind, tokens.End) : tokens.Slice(statement.From, into);
        return statement.AddRest(new CreateTable(table, columns, [])
        {
            Temporary = table.Name.StartsWith("#", StringComparison.Ordinal),
            AsQuery = new SqlExpression(text, query.Kind, query.Functions, query.Identifiers),
        });
    }
}
