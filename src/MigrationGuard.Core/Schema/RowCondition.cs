using MigrationGuard.Operations;
using MigrationGuard.Sql;

namespace MigrationGuard.Schema;

/// <summary>What the text of UPDATE, DELETE or INSERT says about how many rows it reaches. Only plain forms are recognised; anything else says nothing.</summary>
internal static class RowCondition
{
    /// <summary>
    /// Whether every row that the condition selects has one of some given values in the column: <c>c = value</c> or <c>c IN (values)</c>, joined
    /// to others by AND. Values are anything but columns of the table; in a join also anything but names.
    /// </summary>
    public static bool Fixes(SqlExpression condition, string column, Table? table, SqlSyntax syntax, bool joined)
    {
        var words = Word.Split(condition.Text, syntax);
        var (depth, found) = (0, false);
        for (var i = 0; i < words.Count; i++)
        {
            depth += words[i].Depth;
            if (depth == 0 && words[i].Is("OR"))
            {
                return false;
            }

            found |= depth == 0 && words[i].Names(column, syntax) && i + 2 < words.Count && !IsNegated(words, i)
                && (words[i + 1].Is("IN") ? IsList(words, i + 2) : words[i + 1].Is("=") && IsValue(words, i + 2, column, table, syntax, joined));
        }

        return found;
    }

    /// <summary>Whether the text names other tables, whose rows decide which rows are reached.</summary>
    public static bool Joins(SqlExpression assignments, SqlSyntax syntax) => FromOf(assignments.Text, syntax) is var (words, from) && from >= 0
        && (syntax.Dialect == SqlDialect.PostgreSql || Joins(words, from + 1));

    /// <summary>The same for what follows USING or FROM of a DELETE.</summary>
    public static bool Joins(string? tables, SqlSyntax syntax) => tables is not null && (syntax.Dialect == SqlDialect.PostgreSql || Joins(Word.Split(tables, syntax), 0));

    /// <summary>Whether only rows with a partner in another table are reached: an inner JOIN.</summary>
    public static bool JoinsInner(string? text, SqlSyntax syntax)
    {
        var words = text is null ? [] : Word.Split(text, syntax);
        return words.Exists(w => w.Is("JOIN")) && !words.Exists(w => w.Is("LEFT") || w.Is("CROSS") || w.Is("FULL"));
    }

    /// <summary>Whether the rows come from a list that is written out: <c>FROM (VALUES …)</c>.</summary>
    public static bool IsWrittenOut(string text, SqlSyntax syntax)
    {
        var words = Word.Split(text, syntax);
        return words.FindIndex(w => w.Is("VALUES")) is var at and > 0 && words[at - 1].Is("(");
    }

    /// <summary>Whether the text reads a table or function, not only written values.</summary>
    public static bool ReadsTable(SqlExpression text, SqlSyntax syntax)
    {
        var words = Word.Split(text.Text, syntax);
        for (var i = 0; i + 1 < words.Count; i++)
        {
            if (words[i].Is("FROM") && !words[i + 1].Is("("))
            {
                return true;
            }
        }

        return false;
    }

    private static (List<Word> Words, int From) FromOf(string text, SqlSyntax syntax)
    {
        var words = Word.Split(text, syntax);
        var depth = 0;
        for (var i = 0; i < words.Count; i++)
        {
            depth += words[i].Depth;
            if (depth == 0 && words[i].Is("FROM") && !words[i - 1].Is("DISTINCT"))
            {
                return (words, i);
            }
        }

        return (words, -1);
    }

    // T-SQL names the table itself once more in FROM; PostgreSQL only others.
    private static bool Joins(List<Word> words, int from)
    {
        for (var i = from; i < words.Count; i++)
        {
            if (words[i].Is("JOIN") || words[i].Is(",") || words[i].Is("APPLY"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNegated(List<Word> words, int at)
    {
        while (at >= 2 && words[at - 1].Is("."))
        {
            at -= 2;
        }

        return at > 0 && words[at - 1].Is("NOT");
    }

    private static bool IsList(List<Word> words, int at) => words[at].Is("(") && at + 1 < words.Count && !words[at + 1].Is("SELECT") && !words[at + 1].Is("WITH");

    private static bool IsValue(List<Word> words, int at, string column, Table? table, SqlSyntax syntax, bool joined)
    {
        var first = words[at];
        if (first.Is("ANY") || first.Is("SOME") || first.Is("ALL"))
        {
            return false;
        }

        if (!first.IsName)
        {
            return true;
        }

        return !joined && !first.Names(column, syntax) && table?.Columns.Exists(c => first.Names(c.Name, syntax)) != true;
    }
}
