using System.Runtime.CompilerServices;

namespace MigrationGuard.Sql.Lexing;

/// <summary>
/// Cuts SQL text into tokens from left to right. Total: any text gives tokens, the last of them <see cref="TokenKind.End"/>, and every
/// character is looked at a bounded number of times.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="start">Offset at which to begin.</param>
/// <param name="end">Offset at which to stop.</param>
/// <param name="options">The dialect.</param>
internal sealed partial class SqlLexer(string text, int start, int end, LexerOptions options)
{
    private const string DirectiveMarker = "migrationguard:";

    private static readonly char[] LineEnds = ['\r', '\n'];

    private readonly string _text = text;
    private readonly int _end = end;
    private readonly LexerOptions _options = options;
    private int _position = start;
    private uint _hash;

    /// <summary>Offset behind the last token that was read.</summary>
    public int Position => _position;

    /// <summary>The <c>-- migrationguard:</c> comments met so far (start, length); the owner empties the list.</summary>
    public List<(int Start, int Length)> DirectiveComments { get; } = [];

    /// <summary>Goes on at another place, for example behind COPY data.</summary>
    public void MoveTo(int position) => _position = position;

    /// <summary>The next token.</summary>
    public Token Next()
    {
        var comment = SkipSpace(out var unterminated);
        if (unterminated >= 0)
        {
            return Rest(unterminated, comment);
        }

        if (_position >= _end)
        {
            return new Token(TokenKind.End, _end, 0, comment);
        }

        var start = _position;
        var kind = Scan(start);
        return new Token(kind, start, _position - start, comment, kind == TokenKind.Word ? _hash : 0);
    }

    private char At(int index) => index < _end ? _text[index] : '\0';

    private Token Rest(int start, bool comment)
    {
        _position = _end;
        return new Token(TokenKind.Unterminated, start, _end - start, comment);
    }

    private TokenKind Scan(int start)
    {
        var c = _text[start];
        var kind = CharacterKinds.Of(c);
        if ((kind & CharacterKind.WordStart) != 0)
        {
            return ScanWordOrPrefixedString(start, c);
        }

        if ((kind & CharacterKind.Digit) != 0)
        {
            return ScanNumber(start);
        }

        switch (c)
        {
            case '\'':
                return ScanQuoted(start + 1, '\'', TokenKind.String);
            case '"':
                return ScanQuoted(start + 1, '"', TokenKind.QuotedName);
            case '(':
                return Single(TokenKind.LeftParenthesis);
            case ')':
                return Single(TokenKind.RightParenthesis);
            case ',':
                return Single(TokenKind.Comma);
            case ';':
                return Single(TokenKind.Semicolon);
            case '.':
                return CharacterKinds.IsDigit(At(start + 1)) && !(start > 0 && _text[start - 1] == '.') ? ScanNumber(start) : Single(TokenKind.Dot);
            case '[':
                return _options.BracketNames ? ScanQuoted(start + 1, ']', TokenKind.QuotedName) : Single(TokenKind.LeftBracket);
            case ']':
                return Single(TokenKind.RightBracket);
            default:
                return ScanSpecial(start, c, kind);
        }
    }

    private TokenKind ScanSpecial(int start, char c, CharacterKind kind) => c switch
    {
        '$' => ScanDollar(start),
        ':' => ScanColon(start),
        '\\' when _options.BackslashCommands => ScanBackslash(start),
        '@' when _options.AtVariables => ScanVariable(start),
        '#' when _options.HashNames => ScanHashName(start),
        '{' when BraceEnd(start) is var behind and > 0 => ScanPlaceholder(behind),
        '{' => ScanTemplate(start),
        _ when (kind & CharacterKind.Operator) != 0 => ScanOperator(start),
        _ => Single(TokenKind.Other),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TokenKind Single(TokenKind kind)
    {
        _position++;
        return kind;
    }

    /// <summary>Skips spaces and comments. <paramref name="unterminated"/> is the offset of a comment without end, else -1.</summary>
    private bool SkipSpace(out int unterminated)
    {
        var comment = false;
        unterminated = -1;
        while (_position < _end)
        {
            var c = _text[_position];
            if (CharacterKinds.IsSpace(c))
            {
                _position++;
            }
            else if (c == '-' && At(_position + 1) == '-')
            {
                comment = true;
                SkipLineComment();
            }
            else if (c == '/' && At(_position + 1) == '*')
            {
                comment = true;
                if (!SkipBlockComment())
                {
                    unterminated = _position;
                    return true;
                }
            }
            else
            {
                break;
            }
        }

        return comment;
    }

    private void SkipLineComment()
    {
        var start = _position;
        _position = EndOfLine(start);
        var content = start + 2;
        while (content < _position && _text[content] is ' ' or '\t')
        {
            content++;
        }

        if (_position - content > DirectiveMarker.Length
            && string.Compare(_text, content, DirectiveMarker, 0, DirectiveMarker.Length, StringComparison.OrdinalIgnoreCase) == 0)
        {
            DirectiveComments.Add((start, _position - start));
        }
    }

    /// <summary>Offset of the next line end at or behind an offset.</summary>
    private int EndOfLine(int from)
    {
        var found = _options.ReturnEndsComment ? _text.IndexOfAny(LineEnds, from, _end - from) : _text.IndexOf('\n', from, _end - from);
        if (found < 0)
        {
            found = _end;
        }

        return found > from && _text[found - 1] == '\r' ? found - 1 : found;
    }

    private bool SkipBlockComment()
    {
        var depth = 1;
        var index = _position + 2;
        while (index < _end - 1)
        {
            var c = _text[index];
            if (c == '*' && _text[index + 1] == '/')
            {
                index += 2;
                if (--depth == 0)
                {
                    _position = index;
                    return true;
                }
            }
            else if (c == '/' && _text[index + 1] == '*' && _options.NestedComments)
            {
                depth++;
                index += 2;
            }
            else
            {
                index++;
            }
        }

        return false;
    }
}
