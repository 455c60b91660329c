using MigrationGuard.Manifests;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Recordings.Masking;

/// <summary>Decides about the literals of a statement by where they stand.</summary>
/// <param name="tokens">The statement.</param>
/// <param name="plan">Gets what is decided; types are already.</param>
internal sealed class LiteralMarks(MaskTokens tokens, MaskPlan plan)
{
    // https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/access/htup_details.h (MaxTupleAttributeNumber)
    private const int MostColumns = 1664;
    private const int SmallConstant = 999;

    private readonly Stack<MaskFrame> _outer = new();
    private MaskFrame _frame;

    /// <summary>The expressions of ORDER BY, GROUP BY and DISTINCT ON: from a token up to another.</summary>
    public List<(int From, int End)> SortedItems { get; } = [];

    /// <summary>Decides about all of them.</summary>
    public void Mark()
    {
        for (var i = 0; i < tokens.Count && plan.Problem is null; i++)
        {
            switch (tokens.Kind(i))
            {
                case TokenKind.LeftParenthesis or TokenKind.LeftBracket:
                    Open(i);
                    break;
                case TokenKind.RightParenthesis or TokenKind.RightBracket:
                    EndItem(i);
                    _frame = _outer.Pop();
                    break;
                case TokenKind.Comma:
                    EndItem(i);
                    _frame.Item = _frame.Sorts ? i + 1 : -1;
                    break;
                case TokenKind.Word:
                    Read(i);
                    break;
                case TokenKind.String when plan.IsOpen(i):
                    JudgeString(i);
                    break;
                case TokenKind.Number when plan.IsOpen(i):
                    JudgeNumber(i);
                    break;
            }
        }

        EndItem(tokens.Count);
    }

    private void Open(int index)
    {
        var before = index - 1;
        var grouping = _frame.Sorts && (tokens.Kind(before) is TokenKind.LeftParenthesis or TokenKind.Comma || tokens.Is(before, "ROLLUP") || tokens.Is(before, "CUBE")
            || tokens.Is(before, "SETS") || tokens.Is(before, "BY"));
        var sorts = grouping || (tokens.Is(before, "ON") && tokens.Is(before - 1, "DISTINCT"));
        _outer.Push(_frame);
        _frame = new MaskFrame { Sorts = sorts, Item = sorts ? index + 1 : -1, InConflict = _frame.InConflict, TakesAnything = tokens.Is(before, MaskWords.OfAnything) };
        if (tokens.Is(before, "JSON_TABLE"))
        {
            plan.Fail("JSON_TABLE, the paths of which cannot be parameters");
        }
    }

    private void Read(int index)
    {
        if (tokens.Is(index, "BY") && (tokens.Is(index - 1, "ORDER") || tokens.Is(index - 1, "GROUP")))
        {
            (_frame.Sorts, _frame.Item) = (true, index + 1);
        }
        else if (_frame.Sorts && tokens.Is(index, MaskWords.BehindPositions))
        {
            EndItem(index);
            _frame.Sorts = tokens.Is(index, "ASC") || tokens.Is(index, "DESC") || tokens.Is(index, "NULLS") || tokens.Is(index, "USING");
        }

        if (tokens.Is(index, "CONFLICT") && tokens.Is(index - 1, "ON"))
        {
            _frame.InConflict = true;
        }
        else if (_frame.InConflict && tokens.Is(index, "DO"))
        {
            _frame.InConflict = false;
        }
    }

    private void EndItem(int end)
    {
        if (_frame.Sorts && _frame.Item >= 0 && end > _frame.Item + 1)
        {
            SortedItems.Add((_frame.Item, end));
        }

        _frame.Item = -1;
    }

    private void JudgeString(int index)
    {
        if (!CanBeParameter(index))
        {
            return;
        }

        if (tokens.Is(index - 2, "EXTRACT") && tokens.Is(index + 1, "FROM"))
        {
            JudgeField(index);
            return;
        }

        plan.Mask(index, IsWithoutContext(index) ? "text" : ManifestParameter.Unknown);
    }

    private void JudgeField(int index)
    {
        if (MaskWords.Fields.Has(tokens.Span(index)[1..^1]))
        {
            plan.Keep(index);
        }
        else
        {
            plan.Fail("EXTRACT with a field in quotes that is not known");
        }
    }

    /// <summary>Whether the server could not tell the type of a parameter here, while a literal is text.</summary>
    private bool IsWithoutContext(int index)
    {
        var behind = index + 1;
        if (tokens.Kind(index - 1) == TokenKind.Operator && !tokens.IsOperator(index - 1, ":"))
        {
            return false;
        }

        if (tokens.Is(behind, "IS") && (tokens.Is(behind + 1, "NULL") || (tokens.Is(behind + 1, "NOT") && tokens.Is(behind + 2, "NULL"))))
        {
            return true;
        }

        var whole = (tokens.Kind(index - 1) is TokenKind.LeftParenthesis or TokenKind.Comma || tokens.IsOperator(index - 1, ":") || tokens.Is(index - 1, "VALUE"))
            && (tokens.Kind(behind) is TokenKind.RightParenthesis or TokenKind.Comma || tokens.IsOperator(behind, ":") || tokens.Is(behind, "VALUE") || tokens.Is(behind, "AS"));
        return (_frame.TakesAnything && whole) || tokens.Is(behind, "ISNULL") || tokens.Is(behind, "NOTNULL");
    }

    private void JudgeNumber(int index)
    {
        if (IsPosition(index))
        {
            plan.Keep(index);
            return;
        }

        if (!CanBeParameter(index))
        {
            return;
        }

        var sign = IsSign(index - 1);
        if (sign)
        {
            plan.Replace(index - 1);
        }

        plan.Mask(index, IsCount(index) ? "bigint" : NumberTypes.Of(tokens.Span(index), sign && tokens.IsOperator(index - 1, "-")));
    }

    private bool IsPosition(int index)
        => _frame.Sorts && _frame.Item == index && NumberTypes.Small(tokens.Span(index)) is > 0 and <= MostColumns
            && (tokens.Kind(index + 1) is TokenKind.Comma or TokenKind.RightParenthesis or TokenKind.End || tokens.Is(index + 1, MaskWords.BehindPositions));

    private bool IsCount(int index)
        => tokens.Is(index - 1, "LIMIT") || tokens.Is(index - 1, "OFFSET") || ((tokens.Is(index - 1, "FIRST") || tokens.Is(index - 1, "NEXT")) && tokens.Is(index - 2, "FETCH"));

    private bool IsSign(int index)
        => (tokens.IsOperator(index, "-") || tokens.IsOperator(index, "+"))
            && (tokens.Kind(index - 1) is TokenKind.Operator or TokenKind.LeftParenthesis or TokenKind.LeftBracket or TokenKind.Comma || tokens.Is(index - 1, MaskWords.BeforeSigns));

    private bool CanBeParameter(int index)
    {
        if (tokens.Is(index - 1, "DEFAULT"))
        {
            plan.Fail("a literal behind DEFAULT");
            return false;
        }

        if (!_frame.InConflict)
        {
            return true;
        }

        // The server compares what stands there with the index's own expressions, and finds no index for a parameter.
        if (NumberTypes.Small(tokens.Span(index)) is >= 0 and <= SmallConstant)
        {
            plan.Keep(index);
        }
        else
        {
            plan.Fail("ON CONFLICT with a literal that chooses the index");
        }

        return false;
    }
}
