using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>Recognises <c>IF NOT EXISTS (SELECT … FROM sys.…)</c>, <c>IF OBJECT_ID('…') IS NULL</c>, <c>IF COL_LENGTH('…', '…') IS NOT NULL</c> and their like.</summary>
internal static class GuardReader
{
    private const int MostParentheses = 8;

    /// <summary>The guard in the condition from <paramref name="from"/> up to <paramref name="end"/>, or null.</summary>
    public static Guard? Read(TokenCursor tokens, int from, int end)
    {
        for (var i = 0; i < MostParentheses && tokens[from].Kind == TokenKind.LeftParenthesis && tokens.BehindParentheses(from) == end; i++)
        {
            from++;
            end--;
        }

        var part = from;
        Guard? guard = null;
        for (var i = from; i < end; i++)
        {
            if (tokens[i].Kind == TokenKind.LeftParenthesis)
            {
                i = Math.Min(tokens.BehindParentheses(i), end) - 1;
            }
            else if (tokens.IsAt(i, "OR"))
            {
                return null;
            }
            else if (tokens.IsAt(i, "AND"))
            {
                guard ??= Part(tokens, part, i);
                part = i + 1;
            }
        }

        guard ??= Part(tokens, part, end);
        return guard is null ? null : guard with { Alone = part == from };
    }

    private static Guard? Part(TokenCursor tokens, int from, int end)
    {
        var not = tokens.IsAt(from, "NOT");
        var at = not ? from + 1 : from;
        if (tokens.IsAt(at, "EXISTS"))
        {
            return Look(tokens, at + 1, end, !not);
        }

        var behind = tokens[at].Kind == TokenKind.LeftParenthesis || tokens[at + 1].Kind == TokenKind.LeftParenthesis
            ? tokens.BehindParentheses(tokens[at].Kind == TokenKind.LeftParenthesis ? at : at + 1)
            : -1;
        if (not || behind < 0 || behind >= end)
        {
            return null;
        }

        if (tokens.IsAt(behind, "IS"))
        {
            return Look(tokens, at, behind, tokens.IsAt(behind + 1, "NOT"));
        }

        return Count(tokens, at, behind) is { } exists && behind + 2 == end ? Look(tokens, at, behind, exists) : null;
    }

    /// <summary>What <c>(SELECT COUNT(*) …) = 0</c> asks.</summary>
    private static bool? Count(TokenCursor tokens, int from, int behind)
    {
        if (!tokens.IsAt(from + 1, "SELECT") || !tokens.IsAt(from + 2, "COUNT"))
        {
            return null;
        }

        var zero = tokens.Slice(behind + 1, behind + 2) == "0";
        return tokens.IsSymbolAt(behind, "=") ? !zero : tokens.IsSymbolAt(behind, ">") && zero ? true : null;
    }

    private static Guard? Look(TokenCursor tokens, int from, int end, bool exists)
    {
        var source = GuardSource.Rows;
        var names = new List<string>();
        string? table = null;
        for (var i = from; i < end; i++)
        {
            if (tokens[i].Kind == TokenKind.String)
            {
                var value = tokens.Value(i);
                names.Add(value);
                names.AddRange(QualifiedName.Parts(value));
            }
            else if (tokens.IsAt(i, "FROM") && tokens.IsNameAt(i + 1))
            {
                table ??= tokens.NameAt(tokens[i + 2].Kind == TokenKind.Dot && tokens.IsNameAt(i + 3) ? i + 3 : i + 1);
            }

            var kind = Catalog(tokens, i);
            source = kind > source ? kind : source;
        }

        if (source != GuardSource.Rows)
        {
            return new Guard(exists, source, names);
        }

        return table is null ? null : new Guard(exists, source, [table]);
    }

    private static GuardSource Catalog(TokenCursor tokens, int at)
    {
        if (!tokens.IsNameAt(at) || tokens[at].Kind == TokenKind.Parameter)
        {
            return GuardSource.Rows;
        }

        var name = tokens.NameAt(at).ToUpperInvariant();
        var schema = tokens[at - 1].Kind == TokenKind.Dot && tokens.IsNameAt(at - 2) ? tokens.NameAt(at - 2).ToUpperInvariant() : "";
        return name switch
        {
            "COL_LENGTH" or "COLUMNPROPERTY" or "SYSCOLUMNS" => GuardSource.Columns,
            "INDEXPROPERTY" or "SYSINDEXES" => GuardSource.Indexes,
            "OBJECT_ID" or "SCHEMA_ID" or "TYPE_ID" or "USER_ID" or "DATABASE_PRINCIPAL_ID" or "SUSER_ID" or "DB_ID" or "OBJECTPROPERTY" => GuardSource.Objects,
            "SYSOBJECTS" or "SYSUSERS" or "SYSDATABASES" or "SYSTYPES" or "SYSREFERENCES" or "SYSCONSTRAINTS" => GuardSource.Objects,
            _ when schema is not ("SYS" or "INFORMATION_SCHEMA") => GuardSource.Rows,
            "COLUMNS" or "ALL_COLUMNS" or "COMPUTED_COLUMNS" or "IDENTITY_COLUMNS" => GuardSource.Columns,
            "INDEXES" or "STATS" or "FULLTEXT_INDEXES" => GuardSource.Indexes,
            _ => GuardSource.Objects,
        };
    }
}
