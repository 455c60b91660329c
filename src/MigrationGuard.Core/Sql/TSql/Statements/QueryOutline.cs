using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>What can be told about a query without understanding its expressions.</summary>
internal sealed class QueryOutline
{
    private readonly TokenCursor _tokens;
    private readonly List<ObjectName> _sources = [];
    private List<string>? _columns = [];
    private bool _plain = true;

    private QueryOutline(TokenCursor tokens) => _tokens = tokens;

    /// <summary>The output names; null when they could not be read.</summary>
    public EquatableList<string>? Columns => _columns is null ? default(EquatableList<string>?) : new EquatableList<string>([.. _columns]);

    /// <summary>The tables in the outermost FROM; empty when they could not be read.</summary>
    public EquatableList<ObjectName> Sources => _sources;

    /// <summary>Whether rows are left out or put together.</summary>
    public bool Restricts { get; private set; }

    /// <summary>Whether it is a plain SELECT of columns of one table.</summary>
    public bool Updatable { get; private set; }

    /// <summary>Reads the query from <paramref name="from"/> up to <paramref name="end"/>; moves the cursor.</summary>
    public static QueryOutline Read(TokenCursor tokens, int from, int end)
    {
        var outline = new QueryOutline(tokens);
        var before = tokens.Narrow(end);
        outline.Read(from);
        tokens.Narrow(before);
        return outline;
    }

    private void Read(int from)
    {
        var select = _tokens.Find("SELECT", from);
        if (select != from)
        {
            (_columns, _plain, Restricts) = (null, false, true);
            return;
        }

        var at = select + 1;
        if (_tokens.KeywordAt(at) is "DISTINCT" or "TOP")
        {
            (_plain, Restricts) = (false, true);
        }

        while (_tokens.KeywordAt(at) is "DISTINCT" or "ALL")
        {
            at++;
        }

        at = SkipTop(at);
        var table = _tokens.Find("FROM", at);
        Items(at, table < 0 ? _tokens.End : table);
        if (table >= 0)
        {
            Tables(table + 1);
        }

        Updatable = _plain && _columns is not null && _sources.Count == 1;
    }

    private int SkipTop(int at)
    {
        if (!_tokens.IsAt(at, "TOP"))
        {
            return at;
        }

        at = _tokens[at + 1].Kind == TokenKind.LeftParenthesis ? _tokens.BehindParentheses(at + 1) : at + 2;
        at += _tokens.IsAt(at, "PERCENT") ? 1 : 0;
        return at + (_tokens.IsAt(at, "WITH") && _tokens.IsAt(at + 1, "TIES") ? 2 : 0);
    }

    private void Items(int from, int end)
    {
        var before = _tokens.Narrow(end);
        while (from < end && _columns is not null)
        {
            var itemEnd = _tokens.EndOfItem(from);
            if (OutputName(from, itemEnd) is { } name)
            {
                _columns.Add(name);
            }
            else
            {
                _columns = null;
            }

            from = itemEnd + 1;
        }

        _tokens.Narrow(before);
    }

    private string? OutputName(int from, int end)
    {
        var last = LastOfName(from, end);
        var chain = _tokens.IsNameAt(last) && last < end;
        if (chain && last + 1 == end)
        {
            return _tokens.NameAt(last);
        }

        if (last == from && _tokens.IsSymbolAt(from + 1, "=") && _tokens[from].Kind is TokenKind.Word or TokenKind.QuotedName)
        {
            _plain &= LastOfName(from + 2, end) + 1 == end;
            return _tokens.NameAt(from);
        }

        _plain &= chain && end - last is 2 or 3;
        var named = _tokens.IsNameAt(end - 1) && end - 1 > from && _tokens[end - 1].Kind != TokenKind.Parameter
            && !_tokens.IsAt(end - 1, "END") && !_tokens.IsAt(end - 1, "NULL")
            && _tokens[end - 2].Kind is not (TokenKind.Dot or TokenKind.Operator);
        return named ? _tokens.NameAt(end - 1) : _tokens[end - 1].Kind == TokenKind.String && _tokens.IsAt(end - 2, "AS") ? _tokens.Value(end - 1) : null;
    }

    /// <summary>Index of the last part of the qualified name at an index.</summary>
    private int LastOfName(int at, int end)
    {
        while (_tokens.IsNameAt(at) && _tokens[at + 1].Kind == TokenKind.Dot && at + 2 < end)
        {
            at += 2;
        }

        return at;
    }

    private void Tables(int from)
    {
        var expects = true;
        for (var i = from; i < _tokens.End; i++)
        {
            if (expects && _tokens.IsNameAt(i))
            {
                i = Source(i);
                expects = false;
                continue;
            }

            expects = _tokens.KeywordAt(i) is "JOIN" or "APPLY";
            Clause(_tokens.KeywordAt(i));
            if (_tokens[i].Kind == TokenKind.LeftParenthesis)
            {
                i = _tokens.BehindParentheses(i) - 1;
            }
            else if (_tokens[i].Kind == TokenKind.Comma && !Restricts)
            {
                (_plain, Restricts, expects) = (false, true, true);
            }
        }
    }

    /// <summary>Reads a table; gives the index of its last token.</summary>
    private int Source(int at)
    {
        _tokens.Position = at;
        if (!_tokens.ObjectName(out var name))
        {
            return at;
        }

        _sources.Add(name);
        return _tokens.Position - 1;
    }

    private void Clause(string keyword)
    {
        switch (keyword)
        {
            case "JOIN" or "APPLY" or "PIVOT" or "UNPIVOT" or "GROUP" or "HAVING" or "UNION" or "EXCEPT" or "INTERSECT":
                (_plain, Restricts) = (false, true);
                break;
            case "WHERE" or "OFFSET":
                Restricts = true;
                break;
        }
    }
}
