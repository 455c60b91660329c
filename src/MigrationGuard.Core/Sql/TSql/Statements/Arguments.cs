using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>The arguments of a procedure call, by position or name.</summary>
internal sealed class Arguments
{
    private readonly TokenCursor _tokens;
    private readonly List<(string? Name, int From, int End)> _items = [];

    public Arguments(TokenCursor tokens, int from, int end)
    {
        _tokens = tokens;
        (From, End) = (from, end);
        while (from < end)
        {
            var next = Math.Min(tokens.EndOfItem(from), end);
            var named = tokens[from].Kind == TokenKind.Parameter && tokens.IsSymbolAt(from + 1, "=");
            _items.Add(named ? (tokens.NameAt(from), from + 2, next) : (null, from, next));
            from = next + 1;
        }
    }

    public int From { get; }

    public int End { get; }

    /// <summary>The tokens of an argument.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="position">Its position when no names are written, from 0.</param>
    public (int From, int End)? Range(string name, int position)
    {
        foreach (var item in _items)
        {
            if (string.Equals(item.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return (item.From, item.End);
            }
        }

        return position < _items.Count && _items[position].Name is null ? (_items[position].From, _items[position].End) : null;
    }

    /// <summary>The value of an argument that is one literal or bare word; null when it is missing, NULL or computed.</summary>
    public string? Literal(string name, int position)
    {
        if (Range(name, position) is not { } range || range.End != range.From + 1)
        {
            return null;
        }

        return _tokens[range.From].Kind switch
        {
            TokenKind.String => _tokens.Value(range.From),
            TokenKind.Word when _tokens.IsAt(range.From, "NULL") => null,
            TokenKind.Word or TokenKind.QuotedName => _tokens.NameAt(range.From),
            _ => null,
        };
    }

    /// <summary>Whether an argument is written that has no literal value.</summary>
    public bool IsComputed(string name, int position) => Range(name, position) is { } range && !_tokens.IsAt(range.From, "NULL") && Literal(name, position) is null;

    /// <summary>All of them as written.</summary>
    public string Text => _tokens.Slice(From, End);
}
