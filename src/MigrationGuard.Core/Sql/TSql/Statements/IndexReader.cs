using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;
using MigrationGuard.Sql.TSql.Reading;

namespace MigrationGuard.Sql.TSql.Statements;

/// <summary>Reads CREATE, ALTER and DROP INDEX. https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql</summary>
internal static class IndexReader
{
    /// <summary>Whether CREATE is followed by an index.</summary>
    public static bool IsNext(TokenCursor tokens)
    {
        for (var i = 0; i < 4; i++)
        {
            switch (tokens.KeywordAt(tokens.Position + i))
            {
                case "INDEX":
                    return true;
                case "UNIQUE" or "CLUSTERED" or "NONCLUSTERED" or "COLUMNSTORE" or "PRIMARY" or "XML" or "SPATIAL" or "SELECTIVE" or "FULLTEXT" or "JSON" or "VECTOR":
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Reads what follows CREATE.</summary>
    public static bool Create(Statement statement)
    {
        var tokens = statement.Tokens;
        var from = tokens.Position;
        var unique = tokens.Accept("UNIQUE");
        var clustered = tokens.Accept("CLUSTERED");
        _ = tokens.Accept("NONCLUSTERED");
        var columnstore = tokens.Accept("COLUMNSTORE");
        if (!tokens.Is("INDEX"))
        {
            return Special(statement, from);
        }

        tokens.Position++;
        if (!tokens.Name(out var name) || !tokens.Expect("ON") || !tokens.ObjectName(out var table))
        {
            return false;
        }

        var keys = new List<IndexKey>();
        if (tokens.Is(TokenKind.LeftParenthesis) ? !Keys(tokens, keys) : !columnstore)
        {
            return tokens.Fail("(");
        }

        var index = new CreateIndex(name, table, keys)
        {
            Unique = unique,
            Kind = columnstore ? IndexKind.Columnstore : clustered ? IndexKind.Clustered : IndexKind.Ordinary,
        };
        return Tail(tokens, ref index) && statement.Add(index);
    }

    /// <summary>Reads <c>INDEX name …</c> inside a table definition.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="table">The table.</param>
    /// <param name="column">The column it stands at; null for a table index.</param>
    /// <param name="index">What was read.</param>
    public static bool Inline(TokenCursor tokens, ObjectName table, string? column, out CreateIndex index)
    {
        index = new CreateIndex(null, table, []);
        if (!tokens.Expect("INDEX") || !tokens.Name(out var name))
        {
            return false;
        }

        var unique = tokens.Accept("UNIQUE");
        var clustered = tokens.Accept("CLUSTERED");
        _ = tokens.Accept("NONCLUSTERED");
        var columnstore = tokens.Accept("COLUMNSTORE");
        _ = tokens.Accept("HASH");
        var keys = new List<IndexKey>();
        if (tokens.Is(TokenKind.LeftParenthesis))
        {
            if (!Keys(tokens, keys))
            {
                return false;
            }
        }
        else if (column is not null)
        {
            keys.Add(new IndexKey(column, null));
        }

        index = new CreateIndex(name, table, keys)
        {
            Unique = unique,
            Kind = columnstore ? IndexKind.Columnstore : clustered ? IndexKind.Clustered : IndexKind.Ordinary,
        };
        return Tail(tokens, ref index);
    }

    /// <summary>Reads what follows ALTER.</summary>
    public static bool Alter(Statement statement)
    {
        var tokens = statement.Tokens;
        if (!tokens.Expect("INDEX") || !tokens.Name(out var name) || !tokens.Expect("ON") || !tokens.ObjectName(out var table))
        {
            return false;
        }

        var options = IndexOptions.None;
        var from = tokens.Position;
        switch (tokens.Keyword)
        {
            case "REBUILD" when Rebuild(tokens, ref options):
                return statement.Add(new AlterIndex(name, IndexChange.Rebuild) { On = table, Options = options });
            case "DISABLE" when tokens.Accept("DISABLE"):
                return statement.Add(new AlterIndex(name, IndexChange.Disable) { On = table });
            case "REORGANIZE" when tokens.Accept("REORGANIZE"):
                return statement.Add(new AlterIndex(name, IndexChange.Reorganize) { On = table, Options = options with { Other = tokens.Rest() } });
            case "PAUSE" or "RESUME" or "ABORT":
                tokens.Position = tokens.End;
                return statement.Add(new AlterIndex(name, IndexChange.ResumableControl) { On = table, Options = options with { Other = statement.TextFrom(from) } });
            case "SET":
                tokens.Position = tokens.End;
                return statement.Add(new AlterIndex(name, IndexChange.Options) { On = table, Options = options with { Other = statement.TextFrom(from) } });
            default:
                return tokens.Fail("REBUILD");
        }
    }

    /// <summary>Reads <c>REBUILD [PARTITION = …] [WITH (…)]</c> of an index or a table.</summary>
    public static bool Rebuild(TokenCursor tokens, ref IndexOptions options)
    {
        if (!tokens.Expect("REBUILD"))
        {
            return false;
        }

        var from = tokens.Position;
        if (tokens.Accept("PARTITION"))
        {
            tokens.AcceptSymbol("=");
            var all = tokens.Is("ALL");
            tokens.Position = all ? tokens.Position + 1 : ExpressionEnd.Find(tokens, tokens.Position);
            options = all ? options : options with { Other = tokens.Slice(from, tokens.Position) };
        }

        return IndexOptionsReader.Optional(tokens, ref options);
    }

    /// <summary>Reads <c>(column [ASC | DESC], …)</c>.</summary>
    private static bool Keys(TokenCursor tokens, List<IndexKey> keys)
    {
        tokens.Position++;
        do
        {
            if (!tokens.Name(out var name))
            {
                return false;
            }

            var order = tokens.Position;
            _ = tokens.Accept("ASC") || tokens.Accept("DESC");
            keys.Add(new IndexKey(name, null) { Options = tokens.Position > order ? tokens.Slice(order, tokens.Position) : null });
        }
        while (tokens.Accept(TokenKind.Comma));
        return tokens.Expect(TokenKind.RightParenthesis);
    }

    /// <summary>Reads INCLUDE, WHERE, WITH, ORDER and ON behind the keys.</summary>
    private static bool Tail(TokenCursor tokens, ref CreateIndex index)
    {
        while (tokens.Keyword is "INCLUDE" or "WHERE" or "WITH" or "ON" or "FILESTREAM_ON" or "ORDER" && tokens.KeywordAt(tokens.Position + 1) != "VALUES")
        {
            if (!TailClause(tokens, ref index))
            {
                return false;
            }
        }

        return true;
    }

    private static bool TailClause(TokenCursor tokens, ref CreateIndex index)
    {
        var from = tokens.Position;
        switch (tokens.Keyword)
        {
            case "INCLUDE" when tokens.Accept("INCLUDE"):
                var include = new List<string>();
                var read = tokens.NameList(include);
                index = index with { Include = include };
                return read;
            case "WHERE":
                tokens.Position = ExpressionEnd.Find(tokens, from + 1);
                index = index with { Where = tokens.Expression(from + 1, tokens.Position) };
                return true;
            case "WITH":
                var options = index.Options;
                var complete = IndexOptionsReader.Optional(tokens, ref options);
                index = index with { Options = options };
                return complete;
            default:
                tokens.Position += tokens.IsNameAt(from + 1) ? 2 : 1;
                var closed = !tokens.Is(TokenKind.LeftParenthesis) || tokens.SkipParentheses();
                var text = tokens.Slice(from, tokens.Position);
                index = index with { Storage = index.Storage is null ? text : index.Storage + " " + text };
                return closed;
        }
    }

    /// <summary>XML, spatial and full-text indexes: the kind goes into the method, the rest is kept as text.</summary>
    private static bool Special(Statement statement, int from)
    {
        var tokens = statement.Tokens;
        var end = tokens.Find("INDEX", from);
        if (end < 0)
        {
            return tokens.Fail("INDEX");
        }

        tokens.Position = end + 1;
        string? name = null;
        if ((!tokens.Is("ON") && !tokens.Name(out name!)) || !tokens.Expect("ON") || !tokens.ObjectName(out var table))
        {
            return false;
        }

        var keys = new List<IndexKey>();
        if (tokens.Is(TokenKind.LeftParenthesis) && !SpecialKeys(tokens, keys))
        {
            return false;
        }

        return statement.Add(new CreateIndex(name, table, keys)
        {
            Kind = IndexKind.Special,
            Method = tokens.Slice(from, end).ToLowerInvariant(),
            Storage = tokens.Rest(),
        });
    }

    private static bool SpecialKeys(TokenCursor tokens, List<IndexKey> keys)
    {
        var close = tokens.BehindParentheses(tokens.Position) - 1;
        for (tokens.Position++; tokens.Position < close; tokens.Accept(TokenKind.Comma))
        {
            var end = tokens.EndOfItem(tokens.Position);
            var column = tokens.NameAt(tokens.Position);
            keys.Add(new IndexKey(column, null) { Options = end > tokens.Position + 1 ? tokens.Slice(tokens.Position + 1, end) : null });
            tokens.Position = end;
        }

        return tokens.Expect(TokenKind.RightParenthesis);
    }
}
