using MigrationGuard.Collections;
using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>What the outermost SELECT of a query looks like, as far as it can be told without a schema.</summary>
/// <param name="OutputColumns">The names of its columns; null when they could not be read.</param>
/// <param name="Sources">The tables of its FROM.</param>
/// <param name="Plain">Whether it selects plain columns of one table and nothing else.</param>
/// <param name="Restricts">Whether it may leave out rows.</param>
internal readonly record struct QueryShape(EquatableList<string>? OutputColumns, EquatableList<ObjectName> Sources, bool Plain, bool Restricts)
{
    /// <summary>Reads the tokens from <paramref name="from"/> up to <paramref name="end"/>.</summary>
    public static QueryShape Read(TokenCursor c, int from, int end)
    {
        var before = c.Narrow(end);
        var shape = Read(c, from);
        c.Narrow(before);
        return shape;
    }

    private static QueryShape Read(TokenCursor c, int from)
    {
        var named = new List<string>();
        c.Position = from;
        if (c.Is("WITH") && !WithReader.SkipNames(c, named))
        {
            return default(QueryShape) with { Restricts = true };
        }

        if (!c.Accept("SELECT"))
        {
            return default(QueryShape) with { Restricts = true };
        }

        var distinct = c.Is("DISTINCT");
        var list = distinct ? AfterDistinct(c) : c.Accept("ALL") ? c.Position : c.Position;
        var endOfList = Keyword(c, list, static k => k is "FROM" || EndsFrom(k));
        var output = SelectList(c, list, endOfList, out var plain);
        var sources = new List<ObjectName>();
        var endOfFrom = c.IsAt(endOfList, "FROM") ? Keyword(c, endOfList + 1, EndsFrom) : endOfList;
        var simple = ReadFrom(c, endOfList + 1, endOfFrom, sources);
        sources.RemoveAll(source => source.Schema is null && named.Contains(source.Name));
        var rest = endOfFrom < c.End && !c.IsAt(endOfFrom, "ORDER") && !c.IsAt(endOfFrom, "WITH");
        var where = c.IsAt(endOfFrom, "WHERE") && Keyword(c, endOfFrom + 1, static k => EndsFrom(k) && k is not "ORDER") == c.End;
        var one = simple && sources.Count == 1 && named.Count == 0;
        return new QueryShape(output, sources, plain && one && !distinct && (!rest || where), distinct || !simple || sources.Count != 1 || rest);
    }

    private static int AfterDistinct(TokenCursor c)
    {
        c.Position++;
        if (c.Accept("ON"))
        {
            c.SkipParentheses();
        }

        return c.Position;
    }

    private static bool EndsFrom(string keyword) => keyword is "WHERE" or "GROUP" or "HAVING" or "WINDOW" or "ORDER" or "LIMIT" or "OFFSET" or "FETCH" or "FOR"
        or "UNION" or "INTERSECT" or "EXCEPT" or "WITH";

    private static int Keyword(TokenCursor c, int from, Func<string, bool> stops)
    {
        var depth = 0;
        for (var i = from; i < c.End; i++)
        {
            switch (c[i].Kind)
            {
                case TokenKind.LeftParenthesis:
                    depth++;
                    break;
                case TokenKind.RightParenthesis:
                    depth--;
                    break;
                case TokenKind.Word when depth == 0 && stops(c.KeywordAt(i)):
                    return i;
            }
        }

        return c.End;
    }

    private static EquatableList<string>? SelectList(TokenCursor c, int from, int end, out bool plain)
    {
        var before = c.Narrow(end);
        var names = new List<string>();
        var known = true;
        plain = true;
        for (var item = from; item < end;)
        {
            var behind = c.EndOfItem(item);
            var name = Output(c, item, behind, ref plain);
            known &= name is not null;
            names.Add(name ?? "");
            item = behind + 1;
        }

        c.Narrow(before);
        return known && names.Count > 0 ? names : default(EquatableList<string>?);
    }

    /// <summary>The output name of a select item, null when unknown; clears <paramref name="plain"/> when it is no plain column.</summary>
    private static string? Output(TokenCursor c, int from, int end, ref bool plain)
    {
        var last = from;
        while (last + 2 < end && c[last + 1].Kind == TokenKind.Dot && c.IsNameAt(last + 2))
        {
            last += 2;
        }

        var column = c.IsNameAt(from) && !c.IsReservedAt(from);
        if (column && last + 1 == end)
        {
            return c.NameAt(last);
        }

        var aliased = column && (last + 2 == end || (last + 3 == end && c.IsAt(last + 1, "AS"))) && c.IsNameAt(end - 1);
        var star = c.IsSymbolAt(end - 1, "*");
        plain &= aliased || star;
        if (star || !c.IsNameAt(end - 1))
        {
            return !star && column && c[last + 1].Kind == TokenKind.LeftParenthesis && c.BehindParentheses(last + 1) == end ? c.NameAt(last) : null;
        }

        var alias = c.IsAt(end - 2, "AS") || (c[end - 2].Kind is not (TokenKind.Operator or TokenKind.Dot) && !c.IsReservedAt(end - 1));
        return alias && end - from > 1 ? c.NameAt(end - 1) : null;
    }

    /// <summary>Collects the tables of FROM; false when something else than one plain table stands there.</summary>
    private static bool ReadFrom(TokenCursor c, int from, int end, List<ObjectName> sources)
    {
        var simple = true;
        var expects = true;
        for (var i = from; i < end; i++)
        {
            if (c[i].Kind == TokenKind.LeftParenthesis)
            {
                simple = false;
                i = c.BehindParentheses(i) - 1;
                expects = false;
            }
            else if (c[i].Kind == TokenKind.Comma || c.IsAt(i, "JOIN"))
            {
                (simple, expects) = (false, true);
            }
            else if (expects && !c.IsAt(i, "ONLY") && !c.IsAt(i, "LATERAL") && c.IsNameAt(i))
            {
                c.Position = i;
                c.ObjectName(out var name);
                i = c.Position - 1;
                expects = false;
                if (c.Is(TokenKind.LeftParenthesis))
                {
                    simple = false;
                }
                else
                {
                    sources.Add(name);
                }
            }
            else if (c.IsAt(i, "TABLESAMPLE"))
            {
                simple = false;
            }
        }

        return simple;
    }
}
