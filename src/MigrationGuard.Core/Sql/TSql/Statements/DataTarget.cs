using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>The table that UPDATE or DELETE means, and whether the statement limits its rows.</summary>
internal static class DataTarget
{
    /// <summary>The table behind an alias of FROM, or behind a common table expression; the name itself when it is neither.</summary>
    public static ObjectName Resolve(TokenCursor tokens, ObjectName target, int from, int end)
    {
        if (target.Schema is not null)
        {
            return target;
        }

        var position = tokens.Position;
        var resolved = Expression(tokens, target.Name, from, end) ?? Alias(tokens, target.Name, position, end) ?? target;
        tokens.Position = position;
        return resolved;
    }

    /// <summary>Whether TOP stands in a common table expression or a sub-select, or a key range moves with a loop.</summary>
    public static bool IsLimited(Statement statement, int where, int end)
    {
        var tokens = statement.Tokens;
        var variable = false;
        for (var i = statement.From; i < end; i++)
        {
            if (tokens.IsAt(i, "TOP") && tokens[i - 1].Kind != TokenKind.Dot)
            {
                return true;
            }

            variable |= i > where && tokens[i].Kind == TokenKind.Parameter;
        }

        return variable && statement.InLoop;
    }

    private static ObjectName? Expression(TokenCursor tokens, string name, int from, int end)
    {
        if (!tokens.IsAt(from, "WITH"))
        {
            return null;
        }

        for (var i = from + 1; i < end; i++)
        {
            if (tokens[i].Kind == TokenKind.LeftParenthesis)
            {
                i = tokens.BehindParentheses(i) - 1;
                continue;
            }

            if (tokens.IsNameAt(i) && Same(tokens.NameAt(i), name) && (tokens.IsAt(i + 1, "AS") || tokens[i + 1].Kind == TokenKind.LeftParenthesis))
            {
                return FirstTable(tokens, i + 1, end);
            }
        }

        return null;
    }

    private static ObjectName? FirstTable(TokenCursor tokens, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (tokens.IsAt(i, "FROM"))
            {
                tokens.Position = i + 1;
                return tokens.ObjectName(out var table) ? table : default(ObjectName?);
            }
        }

        return null;
    }

    private static ObjectName? Alias(TokenCursor tokens, string name, int from, int end)
    {
        var at = tokens.Find("FROM", from);
        for (at = at < 0 || at >= end ? end : at; at < end; at++)
        {
            if (tokens[at].Kind == TokenKind.LeftParenthesis)
            {
                at = tokens.BehindParentheses(at) - 1;
            }
            else if ((tokens.KeywordAt(at) is "FROM" or "JOIN" or "APPLY" || tokens[at].Kind == TokenKind.Comma) && Named(tokens, at + 1, name) is { } table)
            {
                return table;
            }
        }

        return null;
    }

    /// <summary>The table at an index, when its alias or last part is the name.</summary>
    private static ObjectName? Named(TokenCursor tokens, int at, string name)
    {
        tokens.Position = at;
        if (!tokens.IsName || !tokens.ObjectName(out var table))
        {
            return null;
        }

        tokens.Accept("AS");
        var alias = tokens.IsName && Same(tokens.NameAt(tokens.Position), name);
        return alias || Same(table.Name, name) ? table : default(ObjectName?);
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
