using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Tells whether an UPDATE or DELETE takes a bounded number of rows.</summary>
internal static class Batches
{
    /// <summary>
    /// Whether a sub-select or WITH of the statement has a LIMIT, or the condition from <paramref name="where"/> on bounds a key from both sides.
    /// </summary>
    public static bool Limits(TokenCursor c, int first, int where, int end)
    {
        for (var i = first; i < end; i++)
        {
            if (c.IsAt(i, "LIMIT") || (c.IsAt(i, "FETCH") && (c.IsAt(i + 1, "FIRST") || c.IsAt(i + 1, "NEXT"))))
            {
                return true;
            }
        }

        return where >= 0 && IsKeyRange(c, where + 1, end);
    }

    private static bool IsKeyRange(TokenCursor c, int from, int end)
    {
        var (above, below) = (false, false);
        for (var i = from; i + 1 < end; i++)
        {
            if (!IsKey(c, i))
            {
                continue;
            }

            if (c.IsAt(i + 1, "BETWEEN"))
            {
                return true;
            }

            above |= c.IsSymbolAt(i + 1, ">") || c.IsSymbolAt(i + 1, ">=");
            below |= c.IsSymbolAt(i + 1, "<") || c.IsSymbolAt(i + 1, "<=");
        }

        return above && below;
    }

    private static bool IsKey(TokenCursor c, int at)
        => c.IsNameAt(at) && (c.NameAt(at) is var name && (name == "id" || name == "ctid" || name.EndsWith("_id", StringComparison.Ordinal)));
}
