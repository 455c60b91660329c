using System.Text;
using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Schema;

/// <summary>What the text of a condition says about a column. Only plain forms are recognised; anything else says nothing.</summary>
internal static class Condition
{
    /// <summary>
    /// Whether no row with NULL in the column satisfies the condition: <c>c IS NOT NULL</c>, alone or joined to others by AND. A comparison
    /// does not count, because a CHECK accepts the NULL that it gives (measured on PostgreSQL 15 and 18).
    /// </summary>
    public static bool ImpliesNotNull(string condition, string column, SqlSyntax syntax)
        => Implies(Word.Split(condition, syntax), (words, first, last) => IsNotNullTest(words, first, last, column, syntax));

    /// <summary>Whether every row that satisfies the condition has NULL in the column: <c>c IS NULL</c>, alone or joined to others by AND.</summary>
    public static bool ImpliesNull(string condition, string column, SqlSyntax syntax)
        => Implies(Word.Split(condition, syntax), (words, first, last) => IsNullTest(words, first, last, column, syntax));

    /// <summary>Whether the condition says <c>c IS NOT NULL</c> and nothing else.</summary>
    public static bool IsNotNullTest(string condition, string column, SqlSyntax syntax)
    {
        var words = Word.Split(condition, syntax);
        var (first, last) = Unwrapped(words, 0, words.Count - 1);
        return IsNotNullTest(words, first, last, column, syntax);
    }

    /// <summary>Whether the condition selects only rows with NULL in the column: it contains <c>c IS NULL</c> and no OR.</summary>
    public static bool SelectsNull(SqlExpression condition, string column, SqlSyntax syntax)
    {
        var found = false;
        var words = Word.Split(condition.Text, syntax);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i].Is("OR"))
            {
                return false;
            }

            found |= i + 2 < words.Count && words[i].Names(column, syntax) && words[i + 1].Is("IS") && words[i + 2].Is("NULL")
                && (i == 0 || !words[i - 1].Is("NOT"));
        }

        return found;
    }

    /// <summary>Whether the only assignment gives the column its own value: <c>c = c</c>.</summary>
    public static bool AssignsItself(SqlExpression assignments, string column, SqlSyntax syntax)
        => Word.Split(assignments.Text, syntax) is { Count: 3 } words && words[0].Names(column, syntax) && words[1].Is("=") && words[2].Names(column, syntax);

    /// <summary>Whether it computes or casts, which not every value bears: arithmetic, <c>CAST</c>, <c>::</c>. Operators of JSON and text do not count.</summary>
    public static bool Computes(SqlExpression expression, SqlSyntax syntax)
    {
        var words = Word.Split(expression.Text, syntax);
        for (var i = 0; i < words.Count; i++)
        {
            var minus = words[i].Is("-") && i + 1 < words.Count && !words[i + 1].Is(">");
            if (minus || words[i].Is("/") || words[i].Is("%") || words[i].Is("*") || words[i].Is("+") || words[i].Is("^") || words[i].Is(":") || words[i].Is("CAST"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The expression with one identifier replaced, for a column that was renamed.</summary>
    public static SqlExpression Rename(SqlExpression expression, string from, string to, SqlSyntax syntax)
    {
        if (!expression.Mentions(from))
        {
            return expression;
        }

        var text = new StringBuilder(expression.Text.Length + to.Length);
        var end = 0;
        foreach (var word in Word.Split(expression.Text, syntax))
        {
            if (word.Names(from, syntax) && !IsCall(expression.Text, word.End))
            {
                text.Append(expression.Text, end, word.Start - end).Append(word.Quoted(to, syntax));
                end = word.End;
            }
        }

        text.Append(expression.Text, end, expression.Text.Length - end);
        return new SqlExpression(
            text.ToString(), expression.Kind, expression.Functions, expression.Identifiers.Map(i => syntax.Same(i, from) ? to : i));
    }

    /// <summary>Whether the words stand in the text one after the other.</summary>
    public static bool Says(SqlExpression expression, SqlSyntax syntax, params string[] sequence)
    {
        var words = Word.Split(expression.Text, syntax);
        for (var i = 0; i + sequence.Length <= words.Count; i++)
        {
            var matched = 0;
            while (matched < sequence.Length && words[i + matched].Is(sequence[matched]))
            {
                matched++;
            }

            if (matched == sequence.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Implies(List<Word> words, Func<List<Word>, int, int, bool> test)
    {
        var (first, last) = Unwrapped(words, 0, words.Count - 1);
        var depth = 0;
        var start = first;
        for (var i = first; i <= last; i++)
        {
            depth += words[i].Depth;
            if (depth == 0 && (words[i].Is("OR") || words[i].Is("BETWEEN")))
            {
                return false;
            }

            if (depth == 0 && words[i].Is("AND"))
            {
                if (Implies(words.GetRange(start, i - start), test))
                {
                    // A later OR at this level would weaken it: AND binds tighter.
                    return !HasOr(words, i, last);
                }

                start = i + 1;
            }
        }

        return start > first
            ? Implies(words.GetRange(start, last - start + 1), test)
            : test(words, first, last);
    }

    private static bool IsNotNullTest(List<Word> words, int first, int last, string column, SqlSyntax syntax)
        => last - first == 3 && words[first].Names(column, syntax) && words[first + 1].Is("IS") && words[first + 2].Is("NOT") && words[last].Is("NULL");

    private static bool IsNullTest(List<Word> words, int first, int last, string column, SqlSyntax syntax)
        => last - 2 is var at && (at == first || (at == first + 2 && words[first + 1].Is("."))) && words[at].Names(column, syntax) && words[at + 1].Is("IS") && words[last].Is("NULL");

    private static bool HasOr(List<Word> words, int from, int last)
    {
        var depth = 0;
        for (var i = from; i <= last; i++)
        {
            depth += words[i].Depth;
            if (depth == 0 && words[i].Is("OR"))
            {
                return true;
            }
        }

        return false;
    }

    private static (int First, int Last) Unwrapped(List<Word> words, int first, int last)
    {
        while (last - first >= 2 && words[first].Depth == 1 && Closing(words, first) == last)
        {
            first++;
            last--;
        }

        return (first, last);
    }

    private static int Closing(List<Word> words, int open)
    {
        var depth = 0;
        for (var i = open; i < words.Count; i++)
        {
            depth += words[i].Depth;
            if (depth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsCall(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at < text.Length && text[at] == '(';
    }
}
