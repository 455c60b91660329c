using System.Globalization;
using System.Text;
using MigrationGuard.Migrations;

namespace MigrationGuard.Configuration;

/// <summary>Reads JSON with comments and a comma at the end, keeping the places. Objects and arrays may lie 64 deep.</summary>
public sealed class PlacedJsonReader
{
    private const int MaximumDepth = 64;
    private const string Digits = "0123456789";

    private readonly string _path;
    private readonly string _text;
    private int _at;
    private int _line = 1;
    private int _lineStart;
    private int _depth;

    private PlacedJsonReader(string path, string text) => (_path, _text) = (path, text);

    /// <summary>The value that a text is.</summary>
    /// <param name="path">The file as the user named it.</param>
    /// <param name="text">Its text; a byte order mark in front is skipped.</param>
    /// <exception cref="ConfigurationException">The text is no JSON.</exception>
    public static PlacedJson Read(string path, string text)
    {
        var reader = new PlacedJsonReader(path, text);
        if (text.Length > 0 && text[0] == '\uFEFF')
        {
            (reader._at, reader._lineStart) = (1, 1);
        }

        reader.SkipSpace();
        var value = reader.Value();
        reader.SkipSpace();
        return reader._at == text.Length ? value : throw reader.Unexpected("the end");
    }

    private char Current => _at < _text.Length ? _text[_at] : '\0';

    private PlacedJson Value() => Current switch
    {
        '"' => Text(),
        '{' => Nested(Object),
        '[' => Nested(Array),
        '-' or (>= '0' and <= '9') => Number(),
        't' => Word("true", place => new PlacedBoolean(place, true)),
        'f' => Word("false", place => new PlacedBoolean(place, false)),
        'n' => Word("null", place => new PlacedNull(place)),
        _ => throw Unexpected("a value"),
    };

    private PlacedJson Nested(Func<SourceSpan, PlacedJson> read)
    {
        var place = Place(_at, 1);
        if (++_depth > MaximumDepth)
        {
            throw Malformed($"it is more than {MaximumDepth.ToString(CultureInfo.InvariantCulture)} objects and arrays deep", place);
        }

        _at++;
        var value = read(place);
        _at++;
        _depth--;
        return value;
    }

    private PlacedObject Object(SourceSpan place)
    {
        var members = new List<PlacedMember>();
        while (Next('}', members.Count))
        {
            var name = Current == '"' ? Text() : throw Unexpected("a name in double quotes");
            SkipSpace();
            if (Current != ':')
            {
                throw Unexpected("a colon");
            }

            _at++;
            SkipSpace();
            members.Add(new PlacedMember(name.Place, name.Value, Value()));
        }

        return new PlacedObject(place, members);
    }

    private PlacedArray Array(SourceSpan place)
    {
        var items = new List<PlacedJson>();
        while (Next(']', items.Count))
        {
            items.Add(Value());
        }

        return new PlacedArray(place, items);
    }

    /// <summary>Goes to the next entry; false at the end, before which a comma may stand.</summary>
    private bool Next(char end, int count)
    {
        SkipSpace();
        if (count > 0 && Current != end)
        {
            _ = Current == ',' ? _at++ : throw Unexpected($"a comma or {end}");
            SkipSpace();
        }

        return Current != end;
    }

    private PlacedString Text()
    {
        var start = _at++;
        var text = new StringBuilder();
        while (Current != '"')
        {
            if (_at == _text.Length)
            {
                throw Malformed("the string that begins here does not end", Place(start, 1));
            }

            if (Current < ' ')
            {
                throw Malformed("a string goes to the end of its line, and control characters in it are escaped, e.g. \\n", Place(_at, 1));
            }

            text.Append(Current == '\\' ? Escape() : _text[_at++]);
        }

        _at++;
        return new PlacedString(Place(start, _at - start), text.ToString());
    }

    private string Escape()
    {
        var start = _at;
        _at++;
        var simple = "\"\\/bfnrt".IndexOf(Current);
        if (simple >= 0 && _at < _text.Length)
        {
            _at++;
            return "\"\\/\b\f\n\r\t".Substring(simple, 1);
        }

        var first = Unit(start);
        if (!char.IsSurrogate(first))
        {
            return first.ToString();
        }

        var second = char.IsHighSurrogate(first) && Current == '\\' ? Unit(_at++) : '\0';
        return char.IsLowSurrogate(second) ? new string([first, second]) : throw Malformed("half of a surrogate pair", Place(start, _at - start));
    }

    private char Unit(int start)
    {
        var end = _at + 5;
        if (Current == 'u' && end <= _text.Length
            && int.TryParse(_text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit))
        {
            _at = end;
            return (char)unit;
        }

        throw Malformed("a backslash is followed by one of \" \\ / b f n r t, or by u and four hexadecimal digits", Place(start, 1));
    }

    private PlacedNumber Number()
    {
        var start = _at;
        _at += Current == '-' ? 1 : 0;
        var leading = _at;
        SkipDigits();
        if (_at - leading > 1 && _text[leading] == '0')
        {
            throw Malformed("a number does not begin with 0", Place(start, _at - start));
        }

        if (Current == '.')
        {
            _at++;
            SkipDigits();
        }

        if (Current is 'e' or 'E')
        {
            _at++;
            _at += Current is '+' or '-' ? 1 : 0;
            SkipDigits();
        }

        var place = Place(start, _at - start);
        return double.TryParse(_text.Substring(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && !double.IsInfinity(number)
            ? new PlacedNumber(place, number)
            : throw Malformed("the number is too large", place);
    }

    private void SkipDigits()
    {
        if (Digits.IndexOf(Current) < 0)
        {
            throw Unexpected("a digit");
        }

        while (Digits.IndexOf(Current) >= 0)
        {
            _at++;
        }
    }

    private PlacedJson Word(string word, Func<SourceSpan, PlacedJson> value)
    {
        if (string.CompareOrdinal(_text, _at, word, 0, word.Length) != 0)
        {
            throw Unexpected("a value");
        }

        _at += word.Length;
        return value(Place(_at - word.Length, word.Length));
    }

    private void SkipSpace()
    {
        while (_at < _text.Length)
        {
            switch (_text[_at])
            {
                case '\n':
                    _at++;
                    (_line, _lineStart) = (_line + 1, _at);
                    break;
                case ' ' or '\t' or '\r':
                    _at++;
                    break;
                case '/':
                    SkipComment();
                    break;
                default:
                    return;
            }
        }
    }

    private void SkipComment()
    {
        var start = Place(_at, 1);
        var second = _at + 1 < _text.Length ? _text[_at + 1] : '\0';
        var end = second switch
        {
            '/' => _text.IndexOf('\n', _at) is >= 0 and var line ? line : _text.Length,
            '*' => _text.IndexOf("*/", _at + 2, StringComparison.Ordinal) is >= 0 and var found ? found + 2 : throw Malformed("the comment that begins here does not end", start),
            _ => throw Unexpected("a comment"),
        };
        for (; _at < end; _at++)
        {
            if (_text[_at] == '\n')
            {
                (_line, _lineStart) = (_line + 1, _at + 1);
            }
        }
    }

    private SourceSpan Place(int start, int length) => new(_path, start, length, _line, start - _lineStart + 1);

    private ConfigurationException Unexpected(string wanted) => _at == _text.Length
        ? Malformed($"it ends where {wanted} is expected", Place(_at, 0))
        : Malformed($"{Shown(_text[_at])} stands where {wanted} is expected", Place(_at, 1));

    private static string Shown(char c) => c is < ' ' or >= '\x7F'
        ? "U+" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)
        : $"'{c}'";

    private static ConfigurationException Malformed(string what, SourceSpan place) => new("is not JSON: " + what, place);
}
