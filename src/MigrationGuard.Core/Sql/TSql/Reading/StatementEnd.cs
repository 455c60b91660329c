using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>Finds where a statement ends: T-SQL needs no semicolon, the first word of the next statement ends the one before.</summary>
/// <param name="tokens">The batch.</param>
/// <param name="from">Index of the statement's first token.</param>
internal ref struct StatementEnd(TokenCursor tokens, int from)
{
    private readonly TokenCursor _tokens = tokens;
    private readonly int _from = from;
    private string _verb = tokens.KeywordAt(from);
    private int _depth;
    private int _cases;
    private bool _granting;
    private bool _sourcePending;
    private bool _verbPending;
    private bool _setPending;

    /// <summary>Index of the token behind the statement: its semicolon, the next statement or the end of the batch.</summary>
    public static int Find(TokenCursor tokens, int from) => IsModule(tokens, from) ? tokens.End : new StatementEnd(tokens, from).Find();

    /// <summary>Whether the rest of the batch belongs to the statement: views, routines and triggers.</summary>
    private static bool IsModule(TokenCursor tokens, int from)
    {
        if (!tokens.IsAt(from, "CREATE") && !tokens.IsAt(from, "ALTER"))
        {
            return false;
        }

        var at = tokens.IsAt(from + 1, "OR") ? from + 3 : from + 1;
        return tokens.KeywordAt(at) is "VIEW" or "PROC" or "PROCEDURE" or "FUNCTION" or "TRIGGER";
    }

    private int Find()
    {
        var first = Begin();
        for (var i = _from; i < _tokens.End; i++)
        {
            switch (_tokens[i].Kind)
            {
                case TokenKind.Semicolon:
                case TokenKind.MetaCommand when i > _from:
                    return i;
                case TokenKind.LeftParenthesis:
                    _depth++;
                    break;
                case TokenKind.RightParenthesis:
                    _depth = Math.Max(0, _depth - 1);
                    break;
                case TokenKind.Word when i >= first && EndsAt(i, _tokens.KeywordAt(i)):
                    return i;
            }
        }

        return _tokens.End;
    }

    /// <summary>Notes what the statement's verb makes of the words to come; gives the index from which on another statement may begin.</summary>
    private int Begin()
    {
        _granting = _verb is "GRANT" or "REVOKE" or "DENY";
        _sourcePending = _verb == "INSERT";
        _verbPending = _verb == "WITH";
        _setPending = _verb == "UPDATE" && !_tokens.IsAt(_from + 1, "STATISTICS");
        if (_verb != "ALTER" || !_tokens.IsAt(_from + 1, "TABLE"))
        {
            return _from + (_verb == "BULK" ? 2 : 1);
        }

        var at = _from + 3;
        while (_tokens[at].Kind == TokenKind.Dot || _tokens.IsGlued(at))
        {
            at += _tokens[at].Kind != TokenKind.Dot || _tokens[at + 1].Kind == TokenKind.Dot ? 1 : 2;
        }

        return at + 1;
    }

    private bool EndsAt(int at, string keyword)
    {
        if (_tokens[at - 1].Kind == TokenKind.Dot || _tokens[at + 1].Kind == TokenKind.Dot)
        {
            return false;
        }

        if (_depth > 0)
        {
            return !_granting && StatementWords.IsHard(keyword);
        }

        switch (keyword)
        {
            case "CASE":
                _cases++;
                return false;
            case "END" when _cases > 0:
                _cases--;
                return false;
            case "ELSE" when _cases > 0:
                return false;
            case "TO" or "FROM" when _granting:
                _granting = false;
                return false;
            case "VALUES":
                _sourcePending = false;
                return false;
            case "WITH" when _tokens.KeywordAt(at - 1) is "FOR" or "AS":
                _verbPending = true;
                return false;
        }

        return !_granting && (StatementWords.IsStart(keyword) ? !Continues(at, keyword) : IsSoftStart(at, keyword));
    }

    /// <summary>Statements whose first word is not reserved, and labels.</summary>
    private readonly bool IsSoftStart(int at, string keyword) => keyword switch
    {
        "THROW" => _tokens[at + 1].Kind is TokenKind.Number or TokenKind.Parameter or TokenKind.Semicolon or TokenKind.End || _tokens.IsAt(at + 1, "END"),
        "ENABLE" or "DISABLE" => _tokens.IsAt(at + 1, "TRIGGER"),
        _ => _tokens[at + 1].Kind == TokenKind.Operator && _tokens.IsSymbolAt(at + 1, ":"),
    };

    /// <summary>Whether the word, though it begins statements, belongs to the statement here.</summary>
    private bool Continues(int at, string keyword)
    {
        var before = _tokens.KeywordAt(at - 1);
        if (_verbPending && keyword is "SELECT" or "INSERT" or "UPDATE" or "DELETE" or "MERGE")
        {
            (_verb, _verbPending) = (keyword, false);
            (_sourcePending, _setPending) = (keyword == "INSERT", keyword == "UPDATE");
            return true;
        }

        return keyword switch
        {
            "SELECT" => TakeSource() || before is "UNION" or "ALL" or "EXCEPT" or "INTERSECT" or "FOR" || (before == "AS" && _verb == "CREATE"),
            "EXEC" or "EXECUTE" => TakeSource() || before == "WITH",
            "SET" => TakeSet() || ContinuesWithSet(at, before),
            "INSERT" or "UPDATE" or "DELETE" => before is "THEN" or "AFTER" or "BEFORE" or "FOR" or "START" || (before == "ON" && _verb is "CREATE" or "ALTER"),
            "MERGE" => _verb == "ALTER" || _tokens.IsAt(at + 1, "JOIN"),
            "FETCH" => before is "ROW" or "ROWS",
            "IF" => _tokens.IsAt(at + 1, "EXISTS") && _tokens[at + 2].Kind != TokenKind.LeftParenthesis,
            "ROLLBACK" or "GRANT" => before == "WITH",
            "DROP" or "ALTER" => _verb == "ALTER" && IsPartOfAlter(at),
            _ => false,
        };
    }

    private bool TakeSource()
    {
        var pending = _sourcePending;
        _sourcePending = false;
        return pending;
    }

    private bool TakeSet()
    {
        var pending = _setPending;
        _setPending = false;
        return pending;
    }

    private readonly bool ContinuesWithSet(int at, string before) => _verb switch
    {
        "MERGE" => before == "UPDATE",
        "CREATE" or "ALTER" when before is "DELETE" or "UPDATE" => true,
        "ALTER" => _tokens[at + 1].Kind == TokenKind.LeftParenthesis || _tokens.KeywordAt(_from + 1) is "DATABASE" or "FULLTEXT" or "SERVER",
        _ => false,
    };

    private readonly bool IsPartOfAlter(int at)
        => _tokens[at + 1].Kind is TokenKind.LeftParenthesis or TokenKind.String
            || _tokens.KeywordAt(at + 1) is "MEMBER" or "FILTER" or "BLOCK" or "MASKED" or "SPARSE" or "PERSISTED" or "ROWGUIDCOL" or "NOT" or "HIDDEN"
                or "ENCRYPTION" or "EVENT" or "TARGET" or "FILE" or "CREDENTIAL";
}
