using System.Text;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Manifests;

/// <summary>
/// Reads string literals and quoted names as the server's scanner does, continuations in further lines included.
/// https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-CONSTANTS
/// </summary>
/// <param name="text">The statement.</param>
internal sealed class LiteralReader(string text)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<byte> _bytes = [];

    /// <summary>What is wrong with the last literal that was not read.</summary>
    public string? Error { get; private set; }

    /// <summary>Reads the literal of a token; null, with <see cref="Error"/> set, when the server would refuse it.</summary>
    public Literal? Read(in Token token) => text[token.Start] switch
    {
        '$' => DollarQuoted(token),
        '"' => new Literal(LiteralKind.Verbatim, "", token.End),
        'E' or 'e' => Escaped(token.Start + 1),
        'U' or 'u' => Unicode(token.Start + 2),
        '\'' => Plain(token.Start, token.Start),
        _ => Plain(token.Start, token.Start + 1),
    };

    private Literal DollarQuoted(in Token token)
    {
        var tag = text.IndexOf('$', token.Start + 1) - token.Start + 1;
        return new Literal(LiteralKind.String, text.Substring(token.Start + tag, token.Length - (2 * tag)), token.End);
    }

    private Literal? Plain(int start, int open)
    {
        var close = Close(open, '\'');
        var next = close < 0 ? -1 : Continuation(close + 1);
        if (next < 0)
        {
            return close < 0 ? Fail("has no end") : new Literal(LiteralKind.Verbatim, "", close + 1);
        }

        var value = new StringBuilder(text, start, close - start, close - start + 64);
        while (next >= 0)
        {
            open = next;
            close = Close(open, '\'');
            if (close < 0)
            {
                return Fail("has no end");
            }

            value.Append(text, open + 1, close - open - 1);
            next = Continuation(close + 1);
        }

        return new Literal(LiteralKind.Joined, value.Append('\'').ToString(), close + 1);
    }

    private Literal? Unicode(int open)
    {
        var quote = text[open];
        var value = new StringBuilder();
        int close;
        for (var next = open; ; next = open)
        {
            close = Close(next, quote);
            if (close < 0)
            {
                return Fail("has no end");
            }

            value.Append(text, next + 1, close - next - 1);
            open = quote == '\'' ? Continuation(close + 1) : -1;
            if (open < 0)
            {
                break;
            }
        }

        var kind = quote == '"' ? LiteralKind.UnicodeName : LiteralKind.UnicodeString;
        return new Literal(kind, value.Replace(new string(quote, 2), quote.ToString()).ToString(), close + 1);
    }

    private Literal? Escaped(int open)
    {
        var result = new StringBuilder();
        while (true)
        {
            var close = EscapedSegment(open + 1, result);
            if (close < 0)
            {
                return null;
            }

            open = Continuation(close + 1);
            if (open < 0)
            {
                return FlushBytes(result) ? Whole(result.ToString(), close + 1) : null;
            }
        }
    }

    /// <summary>Decodes up to the closing quote and gives its offset, or -1 with the error set.</summary>
    private int EscapedSegment(int index, StringBuilder result)
    {
        while (index < text.Length)
        {
            var c = text[index];
            if (c == '\\' && index + 1 < text.Length)
            {
                index = Escape(index + 1, result);
                if (index < 0)
                {
                    return -1;
                }

                continue;
            }

            if (c == '\'')
            {
                if (index + 1 >= text.Length || text[index + 1] != '\'')
                {
                    return index;
                }

                index++;
            }

            if (!FlushBytes(result))
            {
                return -1;
            }

            result.Append(c);
            index++;
        }

        return Fail("has no end", -1);
    }

    /// <summary>Decodes what follows a backslash and gives the offset behind it, or -1 with the error set.</summary>
    private int Escape(int index, StringBuilder result)
    {
        var c = text[index];
        if (c is >= '0' and <= '7')
        {
            return ByteEscape(index, 3, 8);
        }

        if (c == 'x' && index + 1 < text.Length && char.IsAsciiHexDigit(text[index + 1]))
        {
            return ByteEscape(index + 1, 2, 16);
        }

        if (!FlushBytes(result))
        {
            return -1;
        }

        if (c is 'u' or 'U')
        {
            var digits = c == 'u' ? 4 : 8;
            return UnicodeEscapes.Append(text, index + 1, digits, result) ? index + 1 + digits : Fail(UnicodeEscapes.Invalid, -1);
        }

        // \v is a vertical tab from PostgreSQL 16 on and a plain v before.
        if (c == 'v')
        {
            return Fail(@"contains \v, which means another character on PostgreSQL 15 than on later ones; write \u000b or v", -1);
        }

        result.Append(c switch { 'b' => '\b', 'f' => '\f', 'n' => '\n', 'r' => '\r', 't' => '\t', _ => c });
        return index + 1;
    }

    private int ByteEscape(int index, int longest, int radix)
    {
        var value = 0;
        var end = Math.Min(text.Length, index + longest);
        for (; index < end && (radix == 8 ? text[index] is >= '0' and <= '7' : char.IsAsciiHexDigit(text[index])); index++)
        {
            value = (value * radix) + Convert.ToInt32(text[index].ToString(), 16);
        }

        _bytes.Add((byte)value);
        return index;
    }

    private bool FlushBytes(StringBuilder result)
    {
        if (_bytes.Count == 0)
        {
            return true;
        }

        try
        {
            result.Append(Utf8.GetString([.. _bytes]));
            return true;
        }
        catch (DecoderFallbackException)
        {
            Error = "holds bytes that are not UTF-8";
            return false;
        }
        finally
        {
            _bytes.Clear();
        }
    }

    private Literal? Whole(string value, int end)
        => StatementText.Fault(value) is { } fault ? Fail(fault) : new Literal(LiteralKind.String, value, end);

    private Literal? Fail(string error)
    {
        Error = error;
        return null;
    }

    private int Fail(string error, int result)
    {
        Error = error;
        return result;
    }

    private int Close(int open, char quote)
    {
        for (var from = open + 1; from < text.Length;)
        {
            var found = text.IndexOf(quote, from);
            if (found < 0)
            {
                break;
            }

            if (found + 1 >= text.Length || text[found + 1] != quote)
            {
                return found;
            }

            from = found + 2;
        }

        return -1;
    }

    /// <summary>Offset of the quote that continues a string behind a line end, or -1. A block comment ends it, a line comment does not.</summary>
    private int Continuation(int index)
    {
        var newline = false;
        for (; index < text.Length; index++)
        {
            switch (text[index])
            {
                case '\n' or '\r':
                    newline = true;
                    break;
                case ' ' or '\t' or '\f':
                    break;
                case '\'':
                    return newline ? index : -1;
                case '-' when index + 1 < text.Length && text[index + 1] == '-':
                    index = text.AsSpan(index).IndexOfAny('\r', '\n') is var end and >= 0 ? index + end - 1 : text.Length;
                    break;
                default:
                    return -1;
            }
        }

        return -1;
    }
}
