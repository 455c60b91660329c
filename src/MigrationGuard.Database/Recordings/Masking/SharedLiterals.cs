namespace MigrationGuard.Recordings.Masking;

/// <summary>
/// Gives literals one parameter where the statement needs them equal: an expression of GROUP BY, ORDER BY or DISTINCT ON must be the
/// same as that of the result, and <c>date_trunc($1, x)</c> is not <c>date_trunc($2, x)</c>.
/// </summary>
/// <param name="tokens">The statement.</param>
/// <param name="plan">Gets what is shared.</param>
internal sealed class SharedLiterals(MaskTokens tokens, MaskPlan plan)
{
    private const long MostComparisons = 20_000_000;

    /// <summary>Finds what the items stand for.</summary>
    /// <param name="items">The expressions that sort or group: from a token up to another.</param>
    public void Share(IReadOnlyList<(int From, int End)> items)
    {
        long comparisons = 0;
        foreach (var (from, end) in items)
        {
            if (!HoldsMasked(from, end))
            {
                continue;
            }

            comparisons += tokens.Count;
            if (comparisons > MostComparisons)
            {
                plan.Fail("too many expressions of ORDER BY and GROUP BY with literals");
                return;
            }

            Share(from, end);
        }
    }

    private bool HoldsMasked(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (plan.TypeOf(i) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private void Share(int from, int end)
    {
        for (var start = 0; start + (end - from) <= tokens.Count; start++)
        {
            if (start == from || !IsSame(from, end, start))
            {
                continue;
            }

            for (var i = from; i < end; i++)
            {
                var (own, other) = (plan.SharedWith(i), plan.SharedWith(start + i - from));
                if (plan.TypeOf(i) is not null && own != other)
                {
                    plan.Share(start + i - from, own);
                }
            }
        }
    }

    private bool IsSame(int from, int end, int start)
    {
        for (var i = from; i < end; i++)
        {
            var other = start + i - from;
            if (!tokens.AreAlike(i, other) || plan.TypeOf(i) != plan.TypeOf(other))
            {
                return false;
            }
        }

        return true;
    }
}
