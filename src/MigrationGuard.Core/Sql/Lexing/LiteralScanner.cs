using MigrationGuard.Operations;

namespace MigrationGuard.Sql.Lexing;

/// <summary>Tells literals from other expressions: signs, parentheses, casts and type names around a literal do not change what it is.</summary>
internal static class LiteralScanner
{
    /// <summary>What the tokens from <paramref name="from"/> up to <paramref name="end"/> are.</summary>
    public static ExpressionKind Classify(TokenCursor cursor, int from, int end)
    {
        var at = from;
        var open = 0;
        for (var more = true; more && at < end;)
        {
            switch (cursor[at].Kind)
            {
                case TokenKind.LeftParenthesis:
                    open++;
                    at++;
                    break;
                case TokenKind.Operator when cursor.IsSymbolAt(at, "-") || cursor.IsSymbolAt(at, "+"):
                    at++;
                    break;
                case TokenKind.Word when cursor.IsAt(at, "CAST") && cursor[at + 1].Kind == TokenKind.LeftParenthesis:
                    open++;
                    at += 2;
                    break;
                default:
                    more = false;
                    break;
            }
        }

        var kind = Atom(cursor, ref at, end);
        return kind != ExpressionKind.Other && Closes(cursor, at, end, open) ? kind : ExpressionKind.Other;
    }

    private static ExpressionKind Atom(TokenCursor cursor, ref int at, int end)
    {
        if (at >= end)
        {
            return ExpressionKind.Other;
        }

        var token = cursor[at];
        switch (token.Kind)
        {
            case TokenKind.Number:
                at++;
                return ExpressionKind.Literal;
            case TokenKind.String:
                return Strings(cursor, ref at, end);
            case TokenKind.Word when cursor.IsAt(at, "NULL"):
                at++;
                return ExpressionKind.Null;
            case TokenKind.Word when cursor.IsAt(at, "TRUE") || cursor.IsAt(at, "FALSE"):
                at++;
                return ExpressionKind.Literal;
            case TokenKind.Word when !cursor.IsReservedAt(at) || cursor.IsAt(at, "INTERVAL"):
                at = ExpressionTypes.Skip(cursor, at, end);
                return at < end && cursor[at].Kind == TokenKind.String ? Strings(cursor, ref at, end) : ExpressionKind.Other;
            default:
                return ExpressionKind.Other;
        }
    }

    private static ExpressionKind Strings(TokenCursor cursor, ref int at, int end)
    {
        while (at < end && cursor[at].Kind == TokenKind.String)
        {
            at++;
        }

        while (at < end && ExpressionTypes.IsIntervalField(cursor.KeywordAt(at)))
        {
            at++;
        }

        return ExpressionKind.Literal;
    }

    private static bool Closes(TokenCursor cursor, int at, int end, int open)
    {
        while (at < end)
        {
            if (cursor[at].Kind == TokenKind.RightParenthesis && open > 0)
            {
                open--;
                at++;
                continue;
            }

            var cast = cursor.IsSymbolAt(at, "::") || (open > 0 && cursor.IsAt(at, "AS"));
            var behind = cast ? ExpressionTypes.Skip(cursor, at + 1, end) : at;
            if (behind <= at + 1)
            {
                return false;
            }

            at = behind;
        }

        return open == 0;
    }
}
