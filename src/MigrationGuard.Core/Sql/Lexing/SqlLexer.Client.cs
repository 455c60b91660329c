namespace MigrationGuard.Sql.Lexing;

/// <content>What clients and migration tools add to SQL: placeholders, psql's and sqlcmd's lines.</content>
internal sealed partial class SqlLexer
{
    private const int LongestTemplate = 200;

    /// <summary>Offset behind <c>${name}</c> (Flyway) or <c>$(name)</c> (sqlcmd), or 0.</summary>
    private int PlaceholderEnd(int index)
    {
        var close = At(index + 1) switch
        {
            '{' => '}',
            '(' when !_options.DollarQuotes => ')',
            _ => '\0',
        };
        if (close == '\0' || !_options.Placeholders)
        {
            return 0;
        }

        var name = index + 2;
        for (index = name; index < _end && (CharacterKinds.IsWordPart(_text[index]) || _text[index] is '.' or ':' or '-'); index++)
        {
        }

        return index > name && At(index) == close ? index + 1 : 0;
    }

    /// <summary>Offset behind <c>{name}</c> or <c>{{name}}</c>, or 0.</summary>
    private int BraceEnd(int index)
    {
        if (!_options.BracePlaceholders)
        {
            return 0;
        }

        var braces = At(index + 1) == '{' ? 2 : 1;
        index += braces;
        var name = index;
        while (index < _end && (CharacterKinds.IsWordPart(_text[index]) || _text[index] is '.' or ':' or '-'))
        {
            index++;
        }

        return index > name && At(index) == '}' && (braces == 1 || At(index + 1) == '}') ? index + braces : 0;
    }

    private TokenKind ScanPlaceholder(int behind)
    {
        ScanWord(behind);
        return TokenKind.Parameter;
    }

    /// <summary>Offset behind <c>{{ … }}</c> (grate, Go templates) on one line, or 0.</summary>
    private int TemplateEnd(int index)
    {
        if (At(index) != '{' || At(index + 1) != '{' || !_options.Placeholders)
        {
            return 0;
        }

        var limit = Math.Min(_end - 1, index + LongestTemplate);
        for (index += 2; index < limit && _text[index] is not ('\n' or '{'); index++)
        {
            if (_text[index] == '}' && _text[index + 1] == '}')
            {
                return index + 2;
            }
        }

        return 0;
    }

    private TokenKind ScanTemplate(int start)
    {
        var behind = TemplateEnd(start);
        if (behind == 0)
        {
            return Single(TokenKind.Other);
        }

        ScanWord(behind);
        return TokenKind.Parameter;
    }

    private TokenKind ScanBackslash(int start)
    {
        if (At(start + 1) == ';')
        {
            _position = start + 2;
            return TokenKind.Semicolon;
        }

        _position = EndOfLine(start);
        return TokenKind.MetaCommand;
    }

    private bool IsGo(int start)
        => _text[start] is 'G' or 'g' && _text[start + 1] is 'O' or 'o' && IsFirstOnLine(start) && BatchEndLength(start + 2) > 0;

    private bool IsFirstOnLine(int start)
    {
        var index = start - 1;
        while (index >= 0 && _text[index] is ' ' or '\t' or '\uFEFF')
        {
            index--;
        }

        return index < 0 || _text[index] is '\n' or '\r';
    }

    /// <summary>Length of what follows GO up to its count, plus one; 0 when something else stands on the line.</summary>
    private int BatchEndLength(int from)
    {
        var index = from;
        while (At(index) is ' ' or '\t')
        {
            index++;
        }

        var digits = index;
        while (CharacterKinds.IsDigit(At(index)))
        {
            index++;
        }

        var length = index > digits ? index - from : 0;
        while (At(index) is ' ' or '\t' or ';')
        {
            index++;
        }

        var lineEnds = index >= _end || _text[index] is '\r' or '\n' || (_text[index] == '-' && At(index + 1) == '-');
        return lineEnds ? length + 1 : 0;
    }

    private TokenKind ScanBatchEnd()
    {
        _position += BatchEndLength(_position) - 1;
        return TokenKind.BatchEnd;
    }
}
