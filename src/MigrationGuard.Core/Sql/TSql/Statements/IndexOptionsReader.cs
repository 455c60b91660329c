using System.Globalization;
using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads <c>WITH (ONLINE = ON (WAIT_AT_LOW_PRIORITY (…)), …)</c>. https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql</summary>
internal static class IndexOptionsReader
{
    /// <summary>Reads an optional WITH clause, also in the old form without parentheses.</summary>
    public static bool Optional(TokenCursor tokens, ref IndexOptions options)
    {
        if (!tokens.Accept("WITH"))
        {
            return true;
        }

        return tokens.Is(TokenKind.LeftParenthesis) ? List(tokens, ref options) : Bare(tokens, ref options);
    }

    /// <summary>Reads <c>(option, …)</c>.</summary>
    public static bool List(TokenCursor tokens, ref IndexOptions options)
    {
        if (!tokens.Expect(TokenKind.LeftParenthesis))
        {
            return false;
        }

        do
        {
            var end = tokens.EndOfItem(tokens.Position);
            options = Option(tokens, tokens.Position, end, options);
            tokens.Position = end;
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(TokenKind.RightParenthesis);
    }

    /// <summary>Adds options that have no property of their own.</summary>
    public static IndexOptions Keep(IndexOptions options, string text)
        => options with { Other = options.Other is null ? text : options.Other + ", " + text };

    private static bool Bare(TokenCursor tokens, ref IndexOptions options)
    {
        do
        {
            var from = tokens.Position;
            if (!tokens.Name(out _))
            {
                return false;
            }

            if (tokens.AcceptSymbol("="))
            {
                tokens.Position++;
            }

            options = Option(tokens, from, Math.Min(tokens.Position, tokens.End), options);
        }
        while (tokens.Accept(TokenKind.Comma));
        return true;
    }

    private static IndexOptions Option(TokenCursor tokens, int from, int end, IndexOptions options)
    {
        var assigned = tokens.IsSymbolAt(from + 1, "=");
        var on = !assigned || !tokens.IsAt(from + 2, "OFF");
        switch (tokens.KeywordAt(from))
        {
            case "ONLINE" when assigned:
                return options with { Online = on, LowPriority = LowPriority(tokens, from + 3, end) ?? options.LowPriority };
            case "RESUMABLE" when assigned:
                return options with { Resumable = on };
            case "DROP_EXISTING":
                return options with { DropExisting = on };
            case "DATA_COMPRESSION" when assigned && options.DataCompression is null:
                return options with { DataCompression = tokens.Slice(from + 2, end) };
            case "WAIT_AT_LOW_PRIORITY":
                return options with { LowPriority = LowPriority(tokens, from, end) };
            default:
                return from < end ? Keep(options, tokens.Slice(from, end)) : options;
        }
    }

    /// <summary>The low-priority wait somewhere from <paramref name="from"/> up to <paramref name="end"/>.</summary>
    private static LowPriorityWait? LowPriority(TokenCursor tokens, int from, int end)
    {
        LowPriorityWait? wait = null;
        for (var i = from; i < end; i++)
        {
            switch (tokens.KeywordAt(i))
            {
                case "WAIT_AT_LOW_PRIORITY":
                    wait = new LowPriorityWait(0, AbortAfterWait.None);
                    break;
                case "MAX_DURATION" when wait is not null && int.TryParse(tokens.Slice(i + 2, i + 3), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes):
                    wait = wait with { MaxDurationMinutes = minutes };
                    break;
                case "SELF" or "BLOCKERS" when wait is not null:
                    wait = wait with { AbortAfterWait = tokens.IsAt(i, "SELF") ? AbortAfterWait.Self : AbortAfterWait.Blockers };
                    break;
            }
        }

        return wait;
    }
}
