using MigrationGuard.Operations;

namespace MigrationGuard.Sql.Lexing;

/// <summary>Looks at a range of tokens once and says which functions and identifiers occur in it.</summary>
internal static class ExpressionBuilder
{
    /// <summary>The tokens from <paramref name="from"/> up to <paramref name="end"/> as an expression.</summary>
    public static SqlExpression Build(TokenCursor cursor, int from, int end)
    {
        var functions = new NameSet();
        var identifiers = new NameSet();
        for (var i = from; i < end; i++)
        {
            switch (cursor[i].Kind)
            {
                case TokenKind.Operator when cursor.IsSymbolAt(i, "::"):
                    i = ExpressionTypes.Skip(cursor, i + 1, end) - 1;
                    break;
                case TokenKind.Word or TokenKind.QuotedName or TokenKind.Parameter:
                    i = Name(cursor, i, end, ref functions, ref identifiers);
                    break;
            }
        }

        return new SqlExpression(cursor.Slice(from, end), LiteralScanner.Classify(cursor, from, end), functions.ToList(), identifiers.ToList());
    }

    /// <summary>Reads a possibly qualified name and gives the index of its last token.</summary>
    private static int Name(TokenCursor cursor, int from, int end, ref NameSet functions, ref NameSet identifiers)
    {
        var last = from;
        while (last + 2 < end && cursor[last + 1].Kind == TokenKind.Dot && cursor.IsNameAt(last + 2))
        {
            last += 2;
        }

        var call = last + 1 < end && cursor[last + 1].Kind == TokenKind.LeftParenthesis;
        if (last > from)
        {
            if (call)
            {
                functions.Add(Qualified(cursor, from, last));
                return last;
            }

            for (var i = from; i <= last; i += 2)
            {
                Add(cursor, i, ref identifiers);
            }

            return last;
        }

        if (cursor[from].Kind != TokenKind.Word)
        {
            if (call)
            {
                functions.Add(cursor.NameAt(from));
            }
            else
            {
                identifiers.Add(cursor.NameAt(from));
            }

            return from;
        }

        return Word(cursor, from, call, end, ref functions, ref identifiers);
    }

    private static int Word(TokenCursor cursor, int at, bool call, int end, ref NameSet functions, ref NameSet identifiers)
    {
        var role = cursor.RoleAt(at);
        if (role == WordRole.ValueFunction)
        {
            functions.Add(Lower(cursor, at));
            return at;
        }

        if (role == WordRole.Reserved)
        {
            // CAST(x AS type): the words of the type are no identifiers; an alias after AS is none of interest either.
            return cursor.IsAt(at, "AS") ? Math.Max(at, ExpressionTypes.SkipAfterAs(cursor, at + 1, end) - 1) : at;
        }

        var next = cursor[at + 1].Kind;
        if (next == TokenKind.String && at + 1 < end)
        {
            return at;
        }

        if (call)
        {
            functions.Add(Lower(cursor, at));
        }
        else
        {
            identifiers.Add(cursor.NameAt(at));
        }

        return at;
    }

    private static void Add(TokenCursor cursor, int at, ref NameSet identifiers)
    {
        if (cursor[at].Length > 0)
        {
            identifiers.Add(cursor.NameAt(at));
        }
    }

    private static string Qualified(TokenCursor cursor, int from, int last)
    {
        // No routine has more than three qualifiers; a longer row of names is cut in front.
        from = Math.Max(from, last - 6);
        var name = Lower(cursor, from);
        for (var i = from + 2; i <= last; i += 2)
        {
            name += "." + Lower(cursor, i);
        }

        return name;
    }

    private static string Lower(TokenCursor cursor, int at)
    {
        var name = cursor.NameAt(at);
        return cursor[at].Kind == TokenKind.Word ? name.ToLowerInvariant() : name;
    }
}
