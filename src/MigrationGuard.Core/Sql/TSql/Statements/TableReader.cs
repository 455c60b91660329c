using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads CREATE TABLE. https://learn.microsoft.com/sql/t-sql/statements/create-table-transact-sql</summary>
internal sealed class TableReader(Statement statement, ObjectName name)
{
    private readonly TokenCursor _tokens = statement.Tokens;
    private readonly List<ColumnDefinition> _columns = [];
    private readonly List<ConstraintDefinition> _constraints = [];
    private readonly List<FoundOperation> _indexes = [];
    private string? _period;

    /// <summary>Reads what follows CREATE.</summary>
    public static bool Create(Statement statement)
    {
        var tokens = statement.Tokens;
        return tokens.Expect("TABLE") && tokens.ObjectName(out var name) && new TableReader(statement, name).Read();
    }

    private bool Read()
    {
        if (_tokens.Is("AS") || (_tokens.Is("WITH") && _tokens.Find("AS", _tokens.Position) > 0))
        {
            return AsQuery();
        }

        if (_tokens.Is(TokenKind.LeftParenthesis) && !Items())
        {
            return false;
        }

        var table = new CreateTable(name, _columns, _constraints)
        {
            Temporary = name.Name.StartsWith("#", StringComparison.Ordinal),
            Options = Join(_period, _tokens.Rest()),
        };
        statement.Add(table);
        foreach (var index in _indexes)
        {
            statement.Add(index.Operation, index.From, index.End);
        }

        return true;
    }

    private bool AsQuery()
    {
        var from = _tokens.Position;
        var query = _tokens.Find("AS", from) + 1;
        if (_tokens.KeywordAt(query) is not ("SELECT" or "WITH") && _tokens[query].Kind != TokenKind.LeftParenthesis)
        {
            return statement.AddRest(new CreateTable(name, [], []) { Options = _tokens.Rest() });
        }

        _tokens.Position = _tokens.End;
        return statement.Add(new CreateTable(name, [], [])
        {
            Options = query - 1 > from ? _tokens.Slice(from, query - 1) : null,
            AsQuery = _tokens.Expression(query, _tokens.End),
        });
    }

    private bool Items()
    {
        _tokens.Position++;
        do
        {
            if (_tokens.Is(TokenKind.RightParenthesis))
            {
                // A comma behind the last item is allowed.
                break;
            }

            if (!Item())
            {
                return false;
            }
        }
        while (_tokens.Accept(TokenKind.Comma) || StartsConstraint());
        return _tokens.Expect(TokenKind.RightParenthesis);
    }

    /// <summary>Constraints may follow each other without a comma.</summary>
    private bool StartsConstraint() => _constraints.Count > 0 && ConstraintReader.IsNext(_tokens);

    private bool Item()
    {
        var from = _tokens.Position;
        switch (_tokens.Keyword)
        {
            case "CONSTRAINT" or "PRIMARY" or "UNIQUE" or "FOREIGN" or "CHECK":
                return ConstraintReader.Read(_tokens, null, out var constraint) && Keep(constraint);
            case "INDEX":
                return IndexReader.Inline(_tokens, name, null, out var index) && Keep(index, from);
            case "PERIOD" when _tokens.IsAt(from + 1, "FOR"):
                _tokens.Position += 3;
                if (!_tokens.SkipParentheses())
                {
                    return false;
                }

                _period = _tokens.Slice(from, _tokens.Position);
                return true;
            default:
                return ColumnReader.Read(_tokens, name, out var column, out var columnIndex) && Keep(column) && (columnIndex is null || Keep(columnIndex, from));
        }
    }

    private bool Keep(ConstraintDefinition constraint)
    {
        _constraints.Add(constraint);
        return true;
    }

    private bool Keep(ColumnDefinition column)
    {
        _columns.Add(column);
        return true;
    }

    private bool Keep(CreateIndex index, int from)
    {
        _indexes.Add(new FoundOperation(index, from, _tokens.Position));
        return true;
    }

    private static string? Join(string? first, string? second) => first is null ? second : second is null ? first : first + " " + second;
}
