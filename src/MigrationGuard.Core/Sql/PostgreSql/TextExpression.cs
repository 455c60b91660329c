using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads an expression whose value is a text: literals, <c>||</c>, <c>concat()</c>, <c>format()</c>, <c>quote_ident()</c>.</summary>
/// <param name="c">The tokens.</param>
/// <param name="text">Where the value goes; what is only known at run time becomes a placeholder.</param>
/// <param name="depth">Number of calls and parentheses around the expression.</param>
internal sealed class TextExpression(TokenCursor c, DynamicText text, int depth = 0)
{
    private const string Anything = "expression";
    private const int LongestName = 63;

    // Every level walks over the tokens once more.
    private const int Deepest = 8;

    /// <summary>Appends the value of a range of tokens; false when its shape cannot be told.</summary>
    public bool Append(int from, int end)
    {
        if (from >= end || depth > Deepest)
        {
            return false;
        }

        for (var at = from; at <= end;)
        {
            var behind = EndOfOperand(at, end);
            if (behind == at || !Operand(at, behind, TextForm.AsIs))
            {
                return false;
            }

            at = behind + 1;
        }

        return true;
    }

    /// <summary>Appends what one operand gives.</summary>
    public bool Operand(int from, int end, TextForm form)
    {
        end = WithoutCast(from, end);
        switch (c[from].Kind)
        {
            case TokenKind.String when end - from == 1:
                var places = new OffsetMap();
                text.AppendQuoted(Literals.Decode(c.Text, c[from], places), places, form);
                return true;
            case TokenKind.Number when end - from == 1 && form == TextForm.AsIs:
                var place = new OffsetMap();
                place.Add(0, c[from].Start);
                text.AppendQuoted(c.Slice(from, end), place, form);
                return true;
            case TokenKind.LeftParenthesis when c.BehindParentheses(from) == end && form == TextForm.AsIs:
                return new TextExpression(c, text, depth + 1).Append(from + 1, end - 1);
            case TokenKind.Word when form == TextForm.AsIs && c[from + 1].Kind == TokenKind.LeftParenthesis && c.BehindParentheses(from + 1) == end:
                return Call(from, end);
            default:
                return Unknown((from, end), (from, end), form);
        }
    }

    /// <summary>What to call the value of an expression; null when it may be nothing or a clause.</summary>
    public string? Placeholder(int from, int end, TextForm form)
    {
        end = WithoutCast(from, end);
        return from >= end || (form == TextForm.AsIs && c.KeywordAt(from) is "CASE" or "COALESCE" or "NULLIF") ? null : NameOf(from, end) ?? Anything;
    }

    private int EndOfOperand(int from, int end)
    {
        var nested = 0;
        for (var i = from; i < end; i++)
        {
            switch (c[i].Kind)
            {
                case TokenKind.LeftParenthesis or TokenKind.LeftBracket:
                    nested++;
                    break;
                case TokenKind.RightParenthesis or TokenKind.RightBracket:
                    nested--;
                    break;
                case TokenKind.Operator when nested == 0 && c.IsSymbolAt(i, "||"):
                    return i;
            }
        }

        return end;
    }

    /// <summary>The end of the operand without a cast behind it.</summary>
    private int WithoutCast(int from, int end)
    {
        var cast = -1;
        for (var i = from; i < end; i++)
        {
            if (c[i].Kind == TokenKind.LeftParenthesis)
            {
                i = c.BehindParentheses(i) - 1;
            }
            else if (c.IsSymbolAt(i, "::"))
            {
                cast = cast < 0 ? i : cast;
            }
            else if (c[i].Kind == TokenKind.Operator)
            {
                return end;
            }
        }

        return cast > from ? cast : end;
    }

    private bool Call(int from, int end)
    {
        switch (c.KeywordAt(from))
        {
            case "QUOTE_IDENT":
                return Quote(from, end, TextForm.Name);
            case "QUOTE_LITERAL" or "QUOTE_NULLABLE":
                return Quote(from, end, TextForm.Literal);
            case "CONCAT":
                return Concat(from + 2, end - 1);
            case "FORMAT":
                return FormatCall.Append(c, (from + 2, end - 1), text, depth + 1);
            default:
                return Unknown((from, end), (from, end), TextForm.AsIs);
        }
    }

    private bool Quote(int from, int end, TextForm form)
        => end - from == 4 && c[from + 2].Kind == TokenKind.String ? Operand(from + 2, end - 1, form) : Unknown((from + 2, end - 1), (from, end), form);

    private bool Concat(int from, int end)
    {
        var inner = new TextExpression(c, text, depth + 1);
        for (var at = from; at <= end;)
        {
            var behind = Math.Min(c.EndOfItem(at), end);
            if (!inner.Append(at, behind))
            {
                return false;
            }

            at = behind + 1;
        }

        return true;
    }

    /// <summary>Appends a placeholder for an expression; <paramref name="place"/> is what it stands in the place of.</summary>
    private bool Unknown((int From, int End) expression, (int From, int End) place, TextForm form)
    {
        if (Placeholder(expression.From, expression.End, form) is not { } name)
        {
            return false;
        }

        text.AppendPlaceholder(name, c[place.From].Start, c[place.End - 1].End, form);
        return true;
    }

    /// <summary>The last part of a name, when it can stand in a word.</summary>
    private string? NameOf(int from, int end)
    {
        if ((end - from) % 2 == 0)
        {
            return null;
        }

        for (var i = from; i < end; i++)
        {
            if ((i - from) % 2 == 0 ? !c.IsNameAt(i) : c[i].Kind != TokenKind.Dot)
            {
                return null;
            }
        }

        var name = c.NameAt(end - 1);
        return name.Length <= LongestName && CharacterKinds.IsWord(name) && name.IndexOf('$') < 0 ? name : null;
    }
}
