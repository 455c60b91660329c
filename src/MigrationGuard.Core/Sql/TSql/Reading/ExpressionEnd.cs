using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>
/// Finds where an expression or condition ends that nothing but the next word delimits: <c>IF @a = 1 SELECT …</c>, <c>DEFAULT (0) NOT NULL</c>.
/// Operands and operators alternate; parentheses and CASE are jumped over.
/// </summary>
internal static class ExpressionEnd
{
    /// <summary>Index behind the expression at <paramref name="from"/>; <paramref name="from"/> itself when none begins there.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="from">Index of the first token.</param>
    public static int Find(TokenCursor tokens, int from)
    {
        var at = from;
        var end = from;
        while (at < tokens.End)
        {
            var operand = Operand(tokens, Prefix(tokens, at));
            if (operand < 0)
            {
                return end;
            }

            at = end = Postfix(tokens, operand);
            var behind = Operator(tokens, at);
            if (behind == at)
            {
                return end;
            }

            at = behind;
        }

        return end;
    }

    /// <summary>Index behind signs and words that may stand before an operand.</summary>
    private static int Prefix(TokenCursor tokens, int at)
    {
        while (tokens[at].Kind == TokenKind.Operator || tokens.KeywordAt(at) is "NOT" or "EXISTS" or "DISTINCT" or "ALL" or "ANY" or "SOME" or "PRIOR")
        {
            at++;
        }

        return at;
    }

    private static int Operand(TokenCursor tokens, int at)
    {
        switch (tokens[at].Kind)
        {
            case TokenKind.LeftParenthesis:
                return Members(tokens, tokens.BehindParentheses(at));
            case TokenKind.Number or TokenKind.String:
                return at + 1;
            case TokenKind.Other:
                return OdbcEscape(tokens, at);
            case TokenKind.Word when tokens.IsAt(at, "CASE"):
                return Case(tokens, at);
            case TokenKind.Word when tokens.IsAt(at, "NEXT") && tokens.IsAt(at + 1, "VALUE"):
                return Members(tokens, at + 4);
            case TokenKind.Word when tokens.KeywordAt(at) is "UPDATE" && tokens[at + 1].Kind == TokenKind.LeftParenthesis:
                return tokens.BehindParentheses(at + 1);
            case TokenKind.Word when StatementWords.IsStart(tokens.KeywordAt(at)):
                return -1;
            case TokenKind.Word or TokenKind.QuotedName or TokenKind.Parameter:
                return Members(tokens, at + 1);
            default:
                return -1;
        }
    }

    /// <summary>Index behind qualifiers, arguments and method calls.</summary>
    private static int Members(TokenCursor tokens, int at)
    {
        while (true)
        {
            if (tokens[at].Kind == TokenKind.LeftParenthesis)
            {
                at = tokens.BehindParentheses(at);
            }
            else if (tokens.IsGlued(at))
            {
                at++;
            }
            else if (tokens[at].Kind == TokenKind.Dot || (tokens[at].Kind == TokenKind.Operator && tokens.IsSymbolAt(at, "::")))
            {
                at += tokens.IsNameAt(at + 1) ? 2 : 1;
            }
            else
            {
                return Math.Min(at, tokens.End);
            }
        }
    }

    private static int Case(TokenCursor tokens, int at)
    {
        var depth = 0;
        for (; at < tokens.End && tokens[at].Kind != TokenKind.Semicolon; at++)
        {
            if (tokens[at].Kind == TokenKind.LeftParenthesis)
            {
                at = tokens.BehindParentheses(at) - 1;
                continue;
            }

            var keyword = tokens.KeywordAt(at);
            depth += keyword switch { "CASE" => 1, "END" => -1, _ => 0 };
            if (depth == 0)
            {
                return at + 1;
            }

            if (keyword is not ("END" or "ELSE") && StatementWords.IsStart(keyword))
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>Index behind <c>{fn now()}</c>, <c>{d '2020-01-01'}</c>.</summary>
    private static int OdbcEscape(TokenCursor tokens, int at)
    {
        while (at < tokens.End && tokens[at].Kind != TokenKind.Semicolon)
        {
            if (tokens.IsSymbolAt(at++, "}"))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>Index behind what may follow an operand and takes no operand itself.</summary>
    private static int Postfix(TokenCursor tokens, int at)
    {
        while (true)
        {
            switch (tokens.KeywordAt(at))
            {
                case "COLLATE":
                    at += 2;
                    break;
                case "IS" when tokens.KeywordAt(at + (tokens.IsAt(at + 1, "NOT") ? 2 : 1)) == "NULL":
                    at += tokens.IsAt(at + 1, "NOT") ? 3 : 2;
                    break;
                case "OVER" or "FILTER" when tokens[at + 1].Kind == TokenKind.LeftParenthesis:
                    at = tokens.BehindParentheses(at + 1);
                    break;
                case "WITHIN" when tokens.IsAt(at + 1, "GROUP"):
                    at = tokens.BehindParentheses(at + 2);
                    break;
                case "IGNORE" or "RESPECT" when tokens.IsAt(at + 1, "NULLS"):
                    at += 2;
                    break;
                default:
                    return Math.Min(at, tokens.End);
            }
        }
    }

    /// <summary>Index behind an operator that takes another operand, or <paramref name="at"/>.</summary>
    private static int Operator(TokenCursor tokens, int at) => tokens.KeywordAt(at) switch
    {
        "AND" or "OR" or "IN" or "LIKE" or "BETWEEN" or "ESCAPE" => at + 1,
        "NOT" when tokens.KeywordAt(at + 1) is "IN" or "LIKE" or "BETWEEN" => at + 2,
        "IS" => at + (tokens.IsAt(at + 1, "NOT") ? 4 : 3),
        "AT" when tokens.IsAt(at + 1, "TIME") => at + 3,
        _ => tokens[at].Kind == TokenKind.Operator && !tokens.IsSymbolAt(at, ":") ? at + 1 : at,
    };
}
