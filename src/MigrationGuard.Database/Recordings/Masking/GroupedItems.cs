using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Recordings.Masking;

/// <summary>Finds the expressions of results that group: GROUP BY names them by a position or a name, and they stand elsewhere in full.</summary>
internal static class GroupedItems
{
    private static readonly WordSet SetOperations = new("EXCEPT INTERSECT UNION");
    private static readonly WordSet Ends = new("FROM GROUP INTO WHERE");

    /// <summary>The expressions, without their names: from a token up to another.</summary>
    public static List<(int From, int End)> Of(MaskTokens tokens)
    {
        var items = new List<(int From, int End)>();
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.Is(i, "SELECT") && Groups(tokens, i + 1))
            {
                AddItems(tokens, i + 1, items);
            }
        }

        return items;
    }

    private static bool Groups(MaskTokens tokens, int index)
    {
        for (; IsWithin(tokens, index) && !tokens.Is(index, SetOperations); index = Next(tokens, index))
        {
            if (tokens.Is(index, "GROUP") && tokens.Is(index + 1, "BY"))
            {
                return true;
            }
        }

        return false;
    }

    private static void AddItems(MaskTokens tokens, int index, List<(int From, int End)> items)
    {
        var from = tokens.Is(index, "ALL") || tokens.Is(index, "DISTINCT") ? index + 1 : index;
        for (index = from; IsWithin(tokens, index); index = Next(tokens, index))
        {
            var ends = tokens.Is(index, Ends) && !tokens.Is(index - 1, "DISTINCT");
            if (ends || tokens.Kind(index) == TokenKind.Comma)
            {
                Add(tokens, from, index, items);
                from = index + 1;
            }

            if (ends)
            {
                return;
            }
        }
    }

    private static void Add(MaskTokens tokens, int from, int end, List<(int From, int End)> items)
    {
        if (tokens.IsName(end - 1) && tokens.Is(end - 2, "AS"))
        {
            end -= 2;
        }
        else if (tokens.IsName(end - 1) && (tokens.Kind(end - 2) is TokenKind.RightParenthesis or TokenKind.String or TokenKind.Number || tokens.Is(end - 2, "END")))
        {
            end--;
        }

        if (end > from + 1)
        {
            items.Add((from, end));
        }
    }

    private static bool IsWithin(MaskTokens tokens, int index) => tokens.Kind(index) is not (TokenKind.End or TokenKind.RightParenthesis or TokenKind.RightBracket);

    private static int Next(MaskTokens tokens, int index) => tokens.Kind(index) is TokenKind.LeftParenthesis or TokenKind.LeftBracket ? tokens.Partner(index) + 1 : index + 1;
}
