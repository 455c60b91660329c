namespace MigrationGuard.Sql.Lexing;

/// <summary>Jumps over type names inside expressions.</summary>
internal static class ExpressionTypes
{
    /// <summary>Index behind the type that begins at <paramref name="at"/>.</summary>
    public static int Skip(TokenCursor cursor, int at, int end)
    {
        if (at >= end || !cursor.IsNameAt(at))
        {
            return at;
        }

        var first = cursor.KeywordAt(at++);
        while (at + 1 < end && cursor[at].Kind == TokenKind.Dot && cursor.IsNameAt(at + 1))
        {
            at += 2;
        }

        at = SkipSecondWord(cursor, at, first);
        at = SkipModifiers(cursor, at, end);
        if (first is "TIME" or "TIMESTAMP" && IsZone(cursor, at))
        {
            at += 3;
        }

        while (at < end && cursor[at].Kind == TokenKind.LeftBracket)
        {
            do
            {
                at++;
            }
            while (at < end && cursor[at].Kind is TokenKind.Number or TokenKind.RightBracket && cursor[at - 1].Kind != TokenKind.RightBracket);
        }

        return Math.Min(at, end);
    }

    /// <summary>Index behind the type of CAST(x AS type), or <paramref name="at"/> when something else follows AS.</summary>
    public static int SkipAfterAs(TokenCursor cursor, int at, int end)
    {
        var behind = Skip(cursor, at, end);
        return behind < end && cursor[behind].Kind == TokenKind.RightParenthesis && !cursor.IsReservedAt(at) ? behind : at;
    }

    /// <summary>Whether the word restricts an interval: <c>DAY TO SECOND</c>.</summary>
    public static bool IsIntervalField(string keyword) => keyword is "YEAR" or "MONTH" or "DAY" or "HOUR" or "MINUTE" or "SECOND" or "TO";

    private static int SkipSecondWord(TokenCursor cursor, int at, string first) => first switch
    {
        "DOUBLE" when cursor.IsAt(at, "PRECISION") => at + 1,
        "CHARACTER" or "CHAR" or "BIT" or "NCHAR" when cursor.IsAt(at, "VARYING") => at + 1,
        "NATIONAL" => SkipSecondWord(cursor, at + 1, "CHARACTER"),
        _ => at,
    };

    private static int SkipModifiers(TokenCursor cursor, int at, int end)
    {
        if (at >= end || cursor[at].Kind != TokenKind.LeftParenthesis)
        {
            return at;
        }

        var behind = at + 1;
        while (behind < end && cursor[behind].Kind is TokenKind.Number or TokenKind.Comma or TokenKind.Word or TokenKind.Operator)
        {
            behind++;
        }

        return behind < end && cursor[behind].Kind == TokenKind.RightParenthesis ? behind + 1 : at;
    }

    private static bool IsZone(TokenCursor cursor, int at)
        => (cursor.IsAt(at, "WITH") || cursor.IsAt(at, "WITHOUT")) && cursor.IsAt(at + 1, "TIME") && cursor.IsAt(at + 2, "ZONE");
}
