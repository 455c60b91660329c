using MigrationGuard.Manifests;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Recordings.Masking;

/// <summary>Finds types: their lengths are no data, and a literal that is written behind one becomes a cast.</summary>
/// <param name="tokens">The statement.</param>
/// <param name="plan">Gets what is decided.</param>
internal sealed class TypeMarks(MaskTokens tokens, MaskPlan plan)
{
    /// <summary>Decides about them.</summary>
    public void Mark()
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            switch (tokens.Kind(i))
            {
                case TokenKind.Operator when tokens.IsOperator(i, "::"):
                    KeepTypeFrom(i + 1);
                    break;
                case TokenKind.Word when tokens.Is(i, "CAST") && tokens.Kind(i + 1) == TokenKind.LeftParenthesis:
                    KeepTargetOfCast(i + 1);
                    break;
                case TokenKind.Word when tokens.Is(i, MaskWords.TypesWithLength):
                    KeepLength(i + 1);
                    break;
                case TokenKind.String:
                    MarkConstant(i);
                    break;
            }
        }
    }

    private void KeepTypeFrom(int index)
    {
        while (tokens.Kind(index + 1) == TokenKind.Dot)
        {
            index += 2;
        }

        if (tokens.IsName(index) && tokens.Kind(index + 1) == TokenKind.LeftParenthesis)
        {
            KeepRange(index + 2, tokens.Partner(index + 1));
            index = tokens.Partner(index + 1);
        }

        while (tokens.Kind(index + 1) == TokenKind.LeftBracket && tokens.Partner(index + 1) - index <= 3)
        {
            KeepRange(index + 2, tokens.Partner(index + 1));
            index = tokens.Partner(index + 1);
        }
    }

    private void KeepTargetOfCast(int open)
    {
        var close = tokens.Partner(open);
        for (var i = open + 1; i < close; i++)
        {
            if (tokens.Is(i, "AS"))
            {
                KeepRange(i + 1, close);
                return;
            }

            i = tokens.Kind(i) is TokenKind.LeftParenthesis or TokenKind.LeftBracket ? tokens.Partner(i) : i;
        }
    }

    private void KeepRange(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (tokens.Kind(i) == TokenKind.String)
            {
                plan.Fail("a type with a string as its modifier");
            }

            plan.Keep(i);
        }
    }

    private void KeepLength(int open)
    {
        if (IsLength(open))
        {
            KeepRange(open + 1, tokens.Partner(open));
        }
    }

    private bool IsLength(int open)
    {
        var close = tokens.Kind(open) == TokenKind.LeftParenthesis ? tokens.Partner(open) : -1;
        return close > open + 1 && close <= open + 4 && tokens.Kind(open + 1) == TokenKind.Number && (close == open + 2 || tokens.Kind(close - 1) == TokenKind.Number);
    }

    private void MarkConstant(int index)
    {
        switch (tokens.Text[tokens[index].Start])
        {
            case 'N' or 'n':
                plan.MaskAs(index, ManifestParameter.Unknown, "bpchar");
                return;
            case 'B' or 'b' or 'X' or 'x':
                plan.Mask(index, "\"bit\"");
                return;
        }

        if (NamesAnObject(index))
        {
            plan.Keep(index);
            return;
        }

        var start = TypeInFront(index);
        if (start < 0)
        {
            return;
        }

        var end = EndOfUnits(index, tokens.Is(start, "INTERVAL") && start == index - 1);
        plan.MaskAs(index, ManifestParameter.Unknown, TypeText(start, index, end));
        for (var i = start; i < index; i++)
        {
            plan.Replace(i);
        }

        for (var i = index + 1; i < end; i++)
        {
            plan.Collapse(i);
        }
    }

    /// <summary>The first token of the type that stands directly in front of a string; -1 when none does.</summary>
    private int TypeInFront(int index)
    {
        var last = index - 1;
        if (tokens.Kind(last) == TokenKind.RightParenthesis)
        {
            last = IsLength(tokens.Partner(last)) ? tokens.Partner(last) - 1 : -1;
        }

        if (!tokens.IsName(last) || (tokens.Is(last, MaskWords.BeforeExpressions) && tokens.Kind(last - 1) != TokenKind.Dot))
        {
            return -1;
        }

        if (tokens.Is(last, "ZONE"))
        {
            return TimeInFrontOfZone(last);
        }

        if (tokens.Is(last, "PRECISION") || tokens.Is(last, "VARYING"))
        {
            last--;
        }

        if (tokens.Is(last - 1, "NATIONAL"))
        {
            last--;
        }

        while (tokens.Kind(last - 1) == TokenKind.Dot && tokens.IsName(last - 2))
        {
            last -= 2;
        }

        return last;
    }

    private int TimeInFrontOfZone(int zone)
    {
        if (tokens.Is(zone - 2, "AT"))
        {
            return -1;
        }

        var time = zone - 3;
        time = tokens.Kind(time) == TokenKind.RightParenthesis ? tokens.Partner(time) - 1 : time;
        return tokens.Is(time, "TIME") || tokens.Is(time, "TIMESTAMP") ? time : -1;
    }

    /// <summary>The offset behind DAY TO SECOND and the like.</summary>
    private int EndOfUnits(int index, bool isInterval)
    {
        var end = index + 1;
        if (!isInterval || !tokens.Is(end, MaskWords.Units))
        {
            return end;
        }

        end += tokens.Is(end + 1, "TO") && tokens.Is(end + 2, MaskWords.Units) ? 3 : 1;
        return IsLength(end) ? tokens.Partner(end) + 1 : end;
    }

    private string TypeText(int start, int literal, int end)
    {
        // A constant of these types has any length; a cast to them would cut it to one.
        if (start == literal - 1 && (tokens.Is(start, "CHAR") || tokens.Is(start, "CHARACTER") || tokens.Is(start, "NCHAR")))
        {
            return "bpchar";
        }

        if (start == literal - 2 && tokens.Is(start, "NATIONAL"))
        {
            return "bpchar";
        }

        if (start == literal - 1 && tokens.Is(start, "BIT"))
        {
            return "\"bit\"";
        }

        var type = tokens.Text[tokens[start].Start..tokens[literal - 1].End];
        return end > literal + 1 ? $"{type} {tokens.Text[tokens[literal + 1].Start..tokens[end - 1].End]}" : type;
    }

    /// <summary>Whether a string is the name of a sequence or of another object: as much a part of the statement as a name without quotes.</summary>
    private bool NamesAnObject(int index)
    {
        var cast = tokens.IsOperator(index + 1, "::") || (tokens.Is(index + 1, "AS") && tokens.Is(index - 2, "CAST"));
        var target = cast && tokens.Kind(index + 3) == TokenKind.Dot ? index + 4 : index + 2;
        var named = (cast && tokens.Is(target, MaskWords.NamesOfObjects))
            || tokens.Is(index - 1, MaskWords.NamesOfObjects)
            || (tokens.Kind(index - 1) == TokenKind.LeftParenthesis && tokens.Is(index - 2, MaskWords.OfSequences));
        return named && ObjectName.IsOne(tokens.Span(index)[1..^1]);
    }
}
