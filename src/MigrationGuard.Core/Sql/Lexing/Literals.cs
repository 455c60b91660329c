using System.Globalization;
using System.Text;

namespace MigrationGuard.Sql.Lexing;

/// <summary>What stands between the quotes of string literals and quoted names.</summary>
internal static class Literals
{
    /// <summary>The value of a string or quoted name token, quotes and prefix removed, doubled quotes and escapes resolved.</summary>
    /// <param name="text">The text.</param>
    /// <param name="token">A token of kind <see cref="TokenKind.String"/> or <see cref="TokenKind.QuotedName"/>.</param>
    /// <param name="map">When given, learns which place in the text each part of the value comes from.</param>
    public static string Decode(string text, in Token token, OffsetMap? map = null)
    {
        var first = text[token.Start];
        if (first == '$')
        {
            var tag = text.IndexOf('$', token.Start + 1) - token.Start + 1;
            map?.Add(0, token.Start + tag);
            return text.Substring(token.Start + tag, token.Length - (2 * tag));
        }

        var unicode = first is 'U' or 'u' && text[token.Start + 1] == '&';
        var open = token.Start + (unicode ? 2 : first is '\'' or '"' or '[' ? 0 : 1);
        var escape = first is 'E' or 'e' || unicode;
        var quote = text[open] == '[' ? ']' : text[open];
        var start = open + 1;
        var length = token.End - 1 - start;
        if (text.IndexOf(quote, start, length) < 0 && !(escape && text.IndexOf('\\', start, length) >= 0))
        {
            map?.Add(0, start);
            return text.Substring(start, length);
        }

        return Resolve(text, start, start + length, quote, escape ? unicode ? Escapes.Unicode : Escapes.Backslash : Escapes.None, map);
    }

    private static string Resolve(string text, int start, int end, char quote, Escapes escapes, OffsetMap? map)
    {
        var value = new StringBuilder(end - start);
        map?.Add(0, start);
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            if (c == quote)
            {
                value.Append(c);
                i++;
                map?.Add(value.Length, i + 1);
            }
            else if (c == '\\' && escapes != Escapes.None && i + 1 < end)
            {
                i = escapes == Escapes.Unicode ? UnicodeEscape(text, i, end, value) : BackslashEscape(text, i, end, value);
                map?.Add(value.Length, i + 1);
            }
            else
            {
                value.Append(c);
            }
        }

        return value.ToString();
    }

    /// <summary>Appends what the escape means and gives the offset of its last character.</summary>
    private static int BackslashEscape(string text, int at, int end, StringBuilder value)
    {
        var c = text[at + 1];
        switch (c)
        {
            case 'n':
                value.Append('\n');
                return at + 1;
            case 't':
                value.Append('\t');
                return at + 1;
            case 'r':
                value.Append('\r');
                return at + 1;
            case 'b':
                value.Append('\b');
                return at + 1;
            case 'f':
                value.Append('\f');
                return at + 1;
            case 'x':
                return CodePoint(text, at + 2, end, 2, value) ?? Plain(c, at, value);
            case 'u':
                return CodePoint(text, at + 2, end, 4, value) ?? Plain(c, at, value);
            case 'U':
                return CodePoint(text, at + 2, end, 8, value) ?? Plain(c, at, value);
            default:
                return Plain(c, at, value);
        }
    }

    private static int UnicodeEscape(string text, int at, int end, StringBuilder value)
        => text[at + 1] == '+'
            ? CodePoint(text, at + 2, end, 6, value) ?? Plain('+', at, value)
            : CodePoint(text, at + 1, end, 4, value) ?? Plain(text[at + 1], at, value);

    private static int Plain(char c, int at, StringBuilder value)
    {
        value.Append(c);
        return at + 1;
    }

    private static int? CodePoint(string text, int from, int end, int digits, StringBuilder value)
    {
        var count = 0;
        while (count < digits && from + count < end && CharacterKinds.IsHexDigit(text[from + count]))
        {
            count++;
        }

        if (count == 0 || !int.TryParse(text.Substring(from, count), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) || code is < 0 or > 0x10FFFF)
        {
            return null;
        }

        value.Append(code is > 0xFFFF ? char.ConvertFromUtf32(code) : ((char)code).ToString());
        return from + count - 1;
    }

    private enum Escapes
    {
        None,
        Backslash,
        Unicode,
    }
}
