namespace MigrationGuard.Sql.Lexing;

/// <summary>
/// Walks over the tokens of one statement. Keywords are given in upper case and compared without regard to case and without allocating.
/// </summary>
/// <param name="text">The text that the tokens point into.</param>
/// <param name="tokens">The tokens; the owner may refill them and call <see cref="Reset"/>.</param>
/// <param name="pool">Names seen before.</param>
/// <param name="options">The dialect.</param>
internal sealed partial class TokenCursor(string text, TokenBuffer tokens, NamePool pool, LexerOptions options)
{
    private int _furthest = -1;

    public string Text { get; } = text;

    /// <summary>Index of the current token.</summary>
    public int Position { get; set; }

    /// <summary>Index behind the last token.</summary>
    public int End { get; private set; } = tokens.Count;

    public bool AtEnd => Position >= End;

    public Token Current => this[Position];

    /// <summary>What was expected at the furthest place where reading failed; null when nothing failed.</summary>
    public string? Expected { get; private set; }

    /// <summary>Index of the token at which reading failed.</summary>
    public int FailedAt => _furthest;

    /// <summary>The token at an index; of kind <see cref="TokenKind.End"/> outside the range.</summary>
    public Token this[int index] => index >= 0 && index < End ? tokens[index] : new Token(TokenKind.End, End > 0 ? tokens[End - 1].End : 0, 0, false);

    public Token Peek(int ahead) => this[Position + ahead];

    /// <summary>A cursor over other tokens that shares the names and the dialect.</summary>
    public TokenCursor Over(string other, TokenBuffer buffer) => new(other, buffer, pool, options);

    public void Reset() => Restrict(0, tokens.Count);

    /// <summary>Reads on within the tokens from <paramref name="from"/> up to but not including <paramref name="end"/>.</summary>
    public void Restrict(int from, int end)
    {
        Position = from;
        End = end;
        _furthest = -1;
        Expected = null;
    }

    /// <summary>Sets the end of the range without moving; gives the end before.</summary>
    public int Narrow(int end)
    {
        var before = End;
        End = end;
        return before;
    }

    public bool Is(string keyword) => IsAt(Position, keyword);

    public bool Is(string first, string second) => IsAt(Position, first) && IsAt(Position + 1, second);

    public bool Is(string first, string second, string third) => Is(first, second) && IsAt(Position + 2, third);

    public bool Is(TokenKind kind) => Position < End && tokens[Position].Kind == kind;

    /// <summary>Whether the token at an index is the keyword.</summary>
    public bool IsAt(int index, string keyword)
    {
        if (index >= End || index < 0)
        {
            return false;
        }

        ref readonly var token = ref tokens[index];
        if (token.Kind != TokenKind.Word || token.Length != keyword.Length)
        {
            return false;
        }

        var start = token.Start;
        for (var i = 0; i < keyword.Length; i++)
        {
            var c = Text[start + i];
            if ((c is >= 'a' and <= 'z' ? (char)(c & ~0x20) : c) != keyword[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the token at an index is this operator or punctuation.</summary>
    public bool IsSymbolAt(int index, string symbol)
    {
        var token = this[index];
        return token.Length == symbol.Length
            && token.Kind is not (TokenKind.Word or TokenKind.String or TokenKind.QuotedName or TokenKind.End)
            && string.CompareOrdinal(Text, token.Start, symbol, 0, symbol.Length) == 0;
    }

    public bool IsSymbol(string symbol) => IsSymbolAt(Position, symbol);

    public bool Accept(string keyword) => Is(keyword) && Move(1);

    public bool Accept(string first, string second) => Is(first, second) && Move(2);

    public bool Accept(string first, string second, string third) => Is(first, second, third) && Move(3);

    public bool Accept(TokenKind kind) => Is(kind) && Move(1);

    public bool AcceptSymbol(string symbol) => IsSymbol(symbol) && Move(1);

    public bool Expect(string keyword) => Accept(keyword) || Fail(keyword);

    public bool Expect(string first, string second) => (Accept(first) || Fail(first)) && (Accept(second) || Fail(second));

    public bool Expect(TokenKind kind) => Accept(kind) || Fail(Describe(kind));

    /// <summary>The current word in upper case; empty when it is no unquoted word.</summary>
    public string Keyword => KeywordAt(Position);

    /// <summary>The word at an index in upper case; empty when it is no unquoted word.</summary>
    public string KeywordAt(int index)
    {
        var token = this[index];
        return token.Kind == TokenKind.Word ? pool.Word(Text, token.Start, token.Length, token.Hash).Upper : "";
    }

    /// <summary>What the word at an index is inside an expression; a name when it is no unquoted word.</summary>
    public WordRole RoleAt(int index)
    {
        var token = this[index];
        return token.Kind == TokenKind.Word ? pool.Word(Text, token.Start, token.Length, token.Hash).Role : WordRole.Name;
    }

    /// <summary>Whether the token at an index is a word of the grammar of expressions and queries.</summary>
    public bool IsReservedAt(int index) => RoleAt(index) == WordRole.Reserved;

    /// <summary>Notes what was expected here; always false, so that readers can return it.</summary>
    public bool Fail(string expected)
    {
        if (Position > _furthest)
        {
            (_furthest, Expected) = (Position, expected);
        }

        return false;
    }

    /// <summary>The value of a string or quoted name token.</summary>
    public string Value(int index) => Literals.Decode(Text, this[index]);

    private bool Move(int count)
    {
        Position += count;
        return true;
    }

    private static string Describe(TokenKind kind) => kind switch
    {
        TokenKind.LeftParenthesis => "(",
        TokenKind.RightParenthesis => ")",
        TokenKind.Comma => ",",
        TokenKind.Dot => ".",
        TokenKind.LeftBracket => "[",
        TokenKind.RightBracket => "]",
        TokenKind.String => "a string",
        TokenKind.Number => "a number",
        TokenKind.Word or TokenKind.QuotedName => "a name",
        _ => "something else",
    };
}
