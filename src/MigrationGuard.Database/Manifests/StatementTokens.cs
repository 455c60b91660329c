using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Manifests;

/// <summary>The tokens of a statement as the server sees them; a string that goes on in the next line is one token.</summary>
/// <param name="text">The statement.</param>
internal sealed class StatementTokens(string text)
{
    private readonly SqlLexer _lexer = new(text, 0, text.Length, LexerOptions.PostgreSqlServer);
    private readonly LiteralReader _literals = new(text);
    private int _behind;

    /// <summary>What is wrong with the text, with its place; reading ends there.</summary>
    public string? Error { get; private set; }

    /// <summary>The literal of the last token; null when it is none.</summary>
    public Literal? Literal { get; private set; }

    /// <summary>Whether space or a comment stands in front of the last token.</summary>
    public bool AfterSpace { get; private set; }

    /// <summary>The next token; false at the end of the text or at an error.</summary>
    public bool Next(out Token token)
    {
        token = _lexer.Next();
        Literal = null;
        AfterSpace = token.Start > _behind;
        if (AfterSpace && ForeignSpace(_behind, token.Start) is var foreign and >= 0)
        {
            return Fail(foreign, $"U+{(int)text[foreign]:X4} is no space that every PostgreSQL reads");
        }

        switch (token.Kind)
        {
            case TokenKind.End:
                return false;
            case TokenKind.Unterminated:
                return Fail(token.Start, "the quote or comment that begins here has no end");
            case TokenKind.Other:
                return Fail(token.Start, text[token.Start] == '\\' ? "a command of psql is no SQL" : $"'{text[token.Start]}' cannot stand in SQL");
            case TokenKind.String or TokenKind.QuotedName:
                return ReadLiteral(ref token);
        }

        _behind = token.End;
        return true;
    }

    private bool ReadLiteral(ref Token token)
    {
        Literal = _literals.Read(token);
        if (Literal is null)
        {
            return Fail(token.Start, $"the literal that begins here {_literals.Error}");
        }

        _behind = Literal.End;
        _lexer.MoveTo(_behind);
        token = new Token(token.Kind, token.Start, _behind - token.Start, token.AfterComment);
        return true;
    }

    /// <summary>Reads a literal's <c>U&amp;</c> escapes, and the UESCAPE behind it, if any; null with the error set.</summary>
    public string? ResolveUnicode(Literal literal, int start)
    {
        var escape = '\\';
        var token = _lexer.Next();
        if (token.Kind == TokenKind.Word && token.Length == 7 && string.Compare(text, token.Start, "UESCAPE", 0, 7, StringComparison.OrdinalIgnoreCase) == 0)
        {
            if (!ReadEscapeCharacter(out escape))
            {
                return null;
            }
        }
        else
        {
            _lexer.MoveTo(literal.End);
        }

        var value = UnicodeEscapes.Resolve(literal.Value, escape);
        Error ??= value is null ? $"{StatementText.Place(text, start)}: the literal that begins here {UnicodeEscapes.Invalid}" : null;
        return value;
    }

    private bool ReadEscapeCharacter(out char escape)
    {
        var token = _lexer.Next();
        var literal = token.Kind == TokenKind.String && text[token.Start] == '\'' ? _literals.Read(token) : null;
        var quoted = literal is null ? "" : literal.Kind == LiteralKind.Joined ? literal.Value : text.AsSpan(token.Start, literal.End - token.Start);
        escape = quoted.Length == 3 ? quoted[1] : '\0';
        if (literal is null || escape is '\0' or '+' or '"' or '\'' or > '~' || char.IsAsciiHexDigit(escape) || char.IsWhiteSpace(escape))
        {
            return Fail(token.Start, "UESCAPE needs one character in quotes that is no digit, letter a to f, plus, quote or space");
        }

        _behind = literal.End;
        _lexer.MoveTo(_behind);
        return true;
    }

    private bool Fail(int offset, string error)
    {
        Error ??= $"{StatementText.Place(text, offset)}: {error}";
        return false;
    }

    /// <summary>Offset of a character between two tokens that not every server takes for a space, or -1.</summary>
    private int ForeignSpace(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            var c = text[i];
            if (c is '\v' or '\uFEFF')
            {
                return i;
            }

            if (c is '-' or '/')
            {
                i = CommentEnd(i, end) - 1;
            }
        }

        return -1;
    }

    private int CommentEnd(int start, int end)
    {
        if (text[start] == '-')
        {
            var line = text.AsSpan(start, end - start).IndexOfAny('\r', '\n');
            return line < 0 ? end : start + line;
        }

        var depth = 1;
        var index = start + 2;
        while (index < end - 1 && depth > 0)
        {
            var pair = text.AsSpan(index, 2);
            depth += pair is "/*" ? 1 : pair is "*/" ? -1 : 0;
            index += pair is "/*" or "*/" ? 2 : 1;
        }

        return index;
    }
}
