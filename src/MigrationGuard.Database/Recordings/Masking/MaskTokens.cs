using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Recordings.Masking;

/// <summary>The tokens of a canonical text, with their parentheses matched.</summary>
internal sealed class MaskTokens
{
    private readonly List<Token> _tokens = [];
    private readonly List<int> _partners = [];
    private readonly Stack<int> _open = new();
    private bool _crossed;

    /// <summary>Reads a text.</summary>
    /// <param name="text">A canonical text.</param>
    public MaskTokens(string text)
    {
        Text = text;
        var lexer = new SqlLexer(text, 0, text.Length, LexerOptions.PostgreSqlServer);
        for (var token = lexer.Next(); token.Kind is not (TokenKind.End or TokenKind.Unterminated); token = lexer.Next())
        {
            Add(token);
        }
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>How many there are.</summary>
    public int Count => _tokens.Count;

    /// <summary>Whether every parenthesis and bracket has its partner.</summary>
    public bool AreBalanced => !_crossed && _open.Count == 0;

    /// <summary>A token.</summary>
    public Token this[int index] => _tokens[index];

    /// <summary>What a token is; the end in front of the first and behind the last.</summary>
    public TokenKind Kind(int index) => index >= 0 && index < _tokens.Count ? _tokens[index].Kind : TokenKind.End;

    /// <summary>The characters of a token; nothing outside.</summary>
    public ReadOnlySpan<char> Span(int index) => Kind(index) == TokenKind.End ? default : Text.AsSpan(_tokens[index].Start, _tokens[index].Length);

    /// <summary>The other parenthesis or bracket of a pair.</summary>
    public int Partner(int index) => _partners[index];

    /// <summary>Whether a token is a word.</summary>
    public bool Is(int index, string word) => Kind(index) == TokenKind.Word && Span(index).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a token is one of some words.</summary>
    public bool Is(int index, WordSet words) => Kind(index) == TokenKind.Word && words.Has(Span(index));

    /// <summary>Whether a token is an operator.</summary>
    public bool IsOperator(int index, string symbol) => Kind(index) == TokenKind.Operator && Span(index).SequenceEqual(symbol);

    /// <summary>Whether a token is a word or a quoted name.</summary>
    public bool IsName(int index) => Kind(index) is TokenKind.Word or TokenKind.QuotedName;

    /// <summary>Whether two tokens are written alike, words whatever their case.</summary>
    public bool AreAlike(int left, int right)
        => Kind(left) == Kind(right) && Span(left).Equals(Span(right), Kind(left) == TokenKind.Word ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    private void Add(in Token token)
    {
        var index = _tokens.Count;
        _tokens.Add(token);
        _partners.Add(-1);
        switch (token.Kind)
        {
            case TokenKind.LeftParenthesis or TokenKind.LeftBracket:
                _open.Push(index);
                break;
            case TokenKind.RightParenthesis or TokenKind.RightBracket when _open.TryPop(out var begin) && _tokens[begin].Kind + 1 == token.Kind:
                (_partners[begin], _partners[index]) = (index, begin);
                break;
            case TokenKind.RightParenthesis or TokenKind.RightBracket:
                _crossed = true;
                break;
        }
    }
}
