using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MigrationGuard.CSharp.Reading;

/// <summary>Which characters of a string token stand for which character of its value.</summary>
internal static class LiteralMap
{
    private static readonly ConditionalWeakTable<SyntaxNode, Dictionary<int, TextSpan[]?>> Known = new();

    /// <summary>For every character of the value its place in the token's text; null when that cannot be told.</summary>
    public static TextSpan[]? Of(SyntaxToken token)
    {
        if (token.Parent is not { } parent)
        {
            return Make(token);
        }

        var maps = Known.GetOrCreateValue(parent);
        lock (maps)
        {
            if (!maps.TryGetValue(token.SpanStart, out var map))
            {
                maps[token.SpanStart] = map = Make(token);
            }

            return map;
        }
    }

    private static TextSpan[]? Make(SyntaxToken token)
    {
        var (text, value) = (token.Text, Value(token));
        var map = token.Kind() switch
        {
            SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken => text.StartsWith("@", StringComparison.Ordinal)
                ? Doubled(text, 2, End(text, 2), "\"")
                : Escaped(text, 1, End(text, 1), ""),
            SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken => SingleLine(text),
            SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken => Raw(text, value),
            SyntaxKind.InterpolatedStringTextToken => Interpolated(token, text, value),
            _ => null,
        };
        return map is not null && map.Length == value.Length ? map : null;
    }

    private static string Value(SyntaxToken token)
        => token.Parent is InterpolatedStringTextSyntax { Parent: InterpolatedStringExpressionSyntax interpolated } part ? Literals.Text(interpolated, part) : token.ValueText;

    // Half-typed literals have no end.
    private static int End(string text, int from) => text.LastIndexOf('"') is var end && end >= from ? end : Math.Max(from, text.Length);

    private static TextSpan[]? Interpolated(SyntaxToken token, string text, string value)
        => token.Parent?.Parent is not InterpolatedStringExpressionSyntax interpolated ? null : interpolated.StringStartToken.Kind() switch
        {
            SyntaxKind.InterpolatedStringStartToken => Escaped(text, 0, text.Length, "{}"),
            SyntaxKind.InterpolatedVerbatimStringStartToken => Doubled(text, 0, text.Length, "\"{}"),
            SyntaxKind.InterpolatedSingleLineRawStringStartToken => Doubled(text, 0, text.Length, ""),
            SyntaxKind.InterpolatedMultiLineRawStringStartToken => Lines(text, 0, text.Length, value),
            _ => null,
        };

    /// <summary>A verbatim text: only what is doubled takes two characters.</summary>
    private static TextSpan[] Doubled(string text, int from, int to, string doubled)
    {
        var map = new List<TextSpan>(to - from);
        for (var i = from; i < to; i++)
        {
            var length = i + 1 < to && text[i + 1] == text[i] && doubled.IndexOf(text[i]) >= 0 ? 2 : 1;
            map.Add(new TextSpan(i, length));
            i += length - 1;
        }

        return [.. map];
    }

    /// <summary>A regular text with escapes; those above the basic plane are two characters of the value.</summary>
    private static TextSpan[] Escaped(string text, int from, int to, string doubled)
    {
        var map = new List<TextSpan>(to - from);
        for (var i = from; i < to;)
        {
            var length = text[i] == '\\' ? EscapeLength(text, i, to) : i + 1 < to && text[i + 1] == text[i] && doubled.IndexOf(text[i]) >= 0 ? 2 : 1;
            map.Add(new TextSpan(i, length));
            if (length == 10 && text[i + 1] == 'U' && (text[i + 4] != '0' || text[i + 5] != '0'))
            {
                map.Add(new TextSpan(i, length));
            }

            i += length;
        }

        return [.. map];
    }

    private static int EscapeLength(string text, int at, int to)
    {
        var (digits, most) = at + 1 >= to ? (0, 0) : text[at + 1] switch
        {
            'u' => (4, 4),
            'U' => (8, 8),
            'x' => (1, 4),
            _ => (0, 0),
        };
        var length = 2;
        while (length - 2 < most && at + length < to && IsHex(text[at + length]))
        {
            length++;
        }

        return Math.Min(Math.Max(length, 2 + Math.Min(digits, 1)), to - at);
    }

    private static bool IsHex(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    private static TextSpan[] SingleLine(string text)
    {
        var quotes = 0;
        while (quotes < text.Length && text[quotes] == '"')
        {
            quotes++;
        }

        return Doubled(text, quotes, Math.Max(quotes, text.LastIndexOf('"') - quotes + 1), "");
    }

    private static TextSpan[]? Raw(string text, string value)
    {
        var begin = text.IndexOf('\n');
        var end = text.LastIndexOf('\n');
        if (begin < 0 || end <= begin)
        {
            return value.Length == 0 ? [] : null;
        }

        return Lines(text, begin + 1, text[end - 1] == '\r' ? end - 1 : end, value);
    }

    /// <summary>Lines of which the indentation was taken away: the value is a subsequence of the text, line by line.</summary>
    private static TextSpan[]? Lines(string text, int from, int to, string value)
    {
        var map = new List<TextSpan>(value.Length);
        var (position, start) = (0, from);
        while (position <= value.Length && start <= to)
        {
            var lineEnd = text.IndexOf('\n', start, Math.Max(0, to - start));
            lineEnd = lineEnd < 0 ? to : lineEnd + 1;
            var valueEnd = value.IndexOf('\n', position);
            valueEnd = valueEnd < 0 ? value.Length : valueEnd + 1;
            var skipped = lineEnd - start - (valueEnd - position);
            if (skipped < 0)
            {
                return null;
            }

            for (; position < valueEnd; position++)
            {
                map.Add(new TextSpan(lineEnd - (valueEnd - position), 1));
            }

            start = lineEnd;
            if (valueEnd == value.Length)
            {
                break;
            }
        }

        return [.. map];
    }
}
