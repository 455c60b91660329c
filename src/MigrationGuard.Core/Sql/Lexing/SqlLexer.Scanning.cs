namespace MigrationGuard.Sql.Lexing;

/// <content>The tokens of more than one character.</content>
internal sealed partial class SqlLexer
{
    // PostgreSQL cuts names at 63 characters; the limit also keeps a long row of signs linear.
    private const int LongestOperator = 63;

    private TokenKind ScanWordOrPrefixedString(int start, char c)
    {
        var next = At(start + 1);
        if (next == '\'')
        {
            switch (c)
            {
                case 'E' or 'e' when _options.EscapeStrings:
                    return ScanEscaped(start + 2);
                case 'B' or 'b' or 'X' or 'x' when _options.BitStrings:
                case 'N' or 'n' when _options.NationalStrings:
                    return ScanQuoted(start + 2, '\'', TokenKind.String);
            }
        }
        else if (next == '&' && c is 'U' or 'u' && _options.UnicodeStrings && At(start + 2) is '\'' or '"')
        {
            var quote = At(start + 2);
            return ScanQuoted(start + 3, quote, quote == '"' ? TokenKind.QuotedName : TokenKind.String);
        }

        var kind = ScanPlainWord(start, c);
        return _options.BatchLines && _position - start == 2 && IsGo(start) ? ScanBatchEnd() : kind;
    }

    private TokenKind ScanPlainWord(int start, char c)
    {
        var hash = NamePool.Hash(c);
        var index = start + 1;
        for (; index < _end; index++)
        {
            c = _text[index];
            if (c is '$' or '{' or '#' or '@')
            {
                _hash = 0;
                return ScanWord(index) ? TokenKind.Parameter : TokenKind.Word;
            }

            if (!CharacterKinds.IsWordPart(c))
            {
                break;
            }

            hash = NamePool.Hash(hash, c);
        }

        _hash = hash;
        _position = index;
        return TokenKind.Word;
    }

    /// <summary>Moves behind the word; true when it holds a placeholder such as <c>${x}</c>.</summary>
    private bool ScanWord(int index)
    {
        var placeholder = false;
        while (index < _end)
        {
            var c = _text[index];
            if (c is '$' or '{' && (c == '$' ? PlaceholderEnd(index) : TemplateEnd(index)) is var behind and > 0)
            {
                placeholder = true;
                index = behind;
            }
            else if (c == '{' && BraceEnd(index) is var brace and > 0)
            {
                placeholder = true;
                index = brace;
            }
            else if (CharacterKinds.IsWordPart(c) || (_options.HashNames && c is '#' or '@' && _options.AtVariables))
            {
                index++;
            }
            else
            {
                break;
            }
        }

        _position = index;
        return placeholder;
    }

    private TokenKind ScanDollar(int start)
    {
        if (PlaceholderEnd(start) is var behind and > 0)
        {
            ScanWord(behind);
            return TokenKind.Parameter;
        }

        var next = At(start + 1);
        if (!_options.DollarQuotes && (CharacterKinds.IsDigit(next) || next == '.'))
        {
            // A money literal of T-SQL: $0.50
            return ScanNumber(start + 1);
        }

        if (CharacterKinds.IsDigit(next))
        {
            for (_position = start + 2; CharacterKinds.IsDigit(At(_position)); _position++)
            {
            }

            return TokenKind.Parameter;
        }

        if (!_options.DollarQuotes)
        {
            _hash = 0;
            ScanWord(start + 1);
            return TokenKind.Word;
        }

        var tag = start + 1;
        if (CharacterKinds.IsWordStart(next))
        {
            for (tag++; tag < _end && _text[tag] != '$' && CharacterKinds.IsWordPart(_text[tag]); tag++)
            {
            }
        }

        return At(tag) == '$' ? ScanDollarBody(start, tag + 1) : Single(TokenKind.Other);
    }

    private TokenKind ScanDollarBody(int start, int body)
    {
        var length = body - start;
        for (var from = body; _end - from >= length;)
        {
            var found = _text.IndexOf('$', from, _end - from);
            if (found < 0 || _end - found < length)
            {
                break;
            }

            if (string.CompareOrdinal(_text, found, _text, start, length) == 0)
            {
                _position = found + length;
                return TokenKind.String;
            }

            from = found + 1;
        }

        _position = _end;
        return TokenKind.Unterminated;
    }

    private TokenKind ScanQuoted(int index, char quote, TokenKind kind)
    {
        // A Go template may hold quotes of its own.
        index = Math.Max(index, quote == '"' ? TemplateEnd(index) : 0);
        while (index < _end)
        {
            var found = _text.IndexOf(quote, index, _end - index);
            if (found < 0)
            {
                break;
            }

            if (At(found + 1) != quote)
            {
                _position = found + 1;
                return kind;
            }

            index = found + 2;
        }

        _position = _end;
        return TokenKind.Unterminated;
    }

    private TokenKind ScanEscaped(int index)
    {
        for (; index < _end; index++)
        {
            var c = _text[index];
            if (c == '\\')
            {
                index++;
            }
            else if (c == '\'')
            {
                if (At(index + 1) != '\'')
                {
                    _position = index + 1;
                    return TokenKind.String;
                }

                index++;
            }
        }

        _position = _end;
        return TokenKind.Unterminated;
    }

    private TokenKind ScanNumber(int start)
    {
        var index = start;
        if (_text[index] == '0' && At(index + 1) is 'x' or 'X' or 'o' or 'O' or 'b' or 'B' && CharacterKinds.IsHexDigit(At(index + 2)))
        {
            for (index += 2; CharacterKinds.IsHexDigit(At(index)) || At(index) == '_'; index++)
            {
            }

            _position = index;
            return TokenKind.Number;
        }

        index = Digits(index);
        if (At(index) == '.' && At(index + 1) != '.')
        {
            index = Digits(index + 1);
        }

        if (At(index) is 'e' or 'E')
        {
            var exponent = At(index + 1) is '+' or '-' ? index + 2 : index + 1;
            index = CharacterKinds.IsDigit(At(exponent)) ? Digits(exponent) : index;
        }

        _position = index;
        return TokenKind.Number;
    }

    private int Digits(int index)
    {
        while (CharacterKinds.IsDigit(At(index)) || (At(index) == '_' && CharacterKinds.IsDigit(At(index + 1))))
        {
            index++;
        }

        return index;
    }

    private TokenKind ScanOperator(int start)
    {
        var index = start;
        var body = false;
        var limit = Math.Min(_end, start + LongestOperator);
        while (index < limit)
        {
            var c = _text[index];
            var kind = CharacterKinds.Of(c);
            var comment = (c == '-' && At(index + 1) == '-') || (c == '/' && At(index + 1) == '*');
            var name = (c == '@' && _options.AtVariables) || (c == '#' && _options.HashNames);
            if ((kind & CharacterKind.Operator) == 0 || (index > start && (comment || name)))
            {
                break;
            }

            body |= (kind & CharacterKind.OperatorBody) != 0;
            index++;
        }

        while (!body && index - start > 1 && _text[index - 1] is '+' or '-')
        {
            index--;
        }

        _position = index;
        return TokenKind.Operator;
    }

    private TokenKind ScanColon(int start)
    {
        var next = At(start + 1);
        if (next is ':' or '=')
        {
            _position = start + 2;
            return TokenKind.Operator;
        }

        if (_options.ColonCommands && CharacterKinds.IsWordStart(next) && IsFirstOnLine(start))
        {
            _position = EndOfLine(start);
            return TokenKind.MetaCommand;
        }

        if (_options.ColonVariables && CharacterKinds.IsWordStart(next))
        {
            ScanWord(start + 1);
            return TokenKind.Parameter;
        }

        return _options.ColonVariables && next is '\'' or '"' ? ScanColonQuoted(start, next) : Single(TokenKind.Operator);
    }

    private TokenKind ScanColonQuoted(int start, char quote)
    {
        var index = start + 2;
        while (CharacterKinds.IsWordPart(At(index)))
        {
            index++;
        }

        if (index == start + 2 || At(index) != quote)
        {
            return Single(TokenKind.Operator);
        }

        _position = index + 1;
        return TokenKind.Parameter;
    }

    private TokenKind ScanVariable(int start)
    {
        ScanWord(At(start + 1) == '@' ? start + 2 : start + 1);
        return TokenKind.Parameter;
    }

    private TokenKind ScanHashName(int start)
    {
        _hash = 0;
        ScanWord(At(start + 1) == '#' ? start + 2 : start + 1);
        return TokenKind.Word;
    }
}
