using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>What the variables of a PL/pgSQL block are assigned.</summary>
/// <param name="code">The block.</param>
/// <param name="tokens">A cursor whose names are shared.</param>
internal sealed class BlockVariables(InnerText code, TokenCursor tokens)
{
    private readonly Dictionary<string, (int From, int End)> _values = new(StringComparer.Ordinal);
    private TokenCursor? _cursor;

    // However often a long text is executed, reading it stays in proportion to the block.
    private int _affordable = 4 * (code.End - code.Start);

    /// <summary>The tokens of the whole block.</summary>
    public TokenCursor Cursor => _cursor ??= Scan();

    /// <summary>The only value that the block gives to a variable, as a range of <see cref="Cursor"/>, when it does so before <paramref name="offset"/>; else null.</summary>
    public (int From, int End)? Value(string name, int offset)
    {
        var c = Cursor;
        if (!_values.TryGetValue(name, out var value) || value.From < 0 || c[value.From].Start > offset)
        {
            return null;
        }

        _affordable -= c[value.End - 1].End - c[value.From].Start;
        return _affordable >= 0 ? value : null;
    }

    private TokenCursor Scan()
    {
        var buffer = new TokenBuffer();
        var lexer = new SqlLexer(code.Text, code.Start, code.End, BlockScript.Lexing);
        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            buffer.Add(token);
        }

        var c = tokens.Over(code.Text, buffer);
        c.Reset();
        var declares = false;
        for (var from = 0; from < c.End;)
        {
            var end = from;
            while (end < c.End && c[end].Kind != TokenKind.Semicolon)
            {
                end++;
            }

            Chunk(c, from, end, ref declares);
            from = end + 1;
        }

        return c;
    }

    private void Chunk(TokenCursor c, int from, int end, ref bool declares)
    {
        var begins = true;
        for (var i = from; i < end; i++)
        {
            var word = c.KeywordAt(i);
            declares = word == "DECLARE" || (declares && word != "BEGIN");
            if (begins && c.IsNameAt(i))
            {
                Begin(c, i, end, declares);
            }

            if (word is "INTO" or "FOR" or "FOREACH")
            {
                Targets(c, i + 1, end);
            }

            begins = word is "BEGIN" or "DECLARE" or "THEN" or "ELSE" or "LOOP" || c.IsSymbolAt(i, ">>");
        }
    }

    /// <summary>Notes what the statement or declaration at an index assigns.</summary>
    private void Begin(TokenCursor c, int from, int end, bool declares)
    {
        if (c.KeywordAt(from) is "GET" or "CALL")
        {
            for (var i = from + 1; i < end; i++)
            {
                Assign(c, i, (-1, -1));
            }
        }

        for (var i = from + 1; i < end && (declares || i == from + 1); i++)
        {
            if (c.IsSymbolAt(i, ":=") || c.IsSymbolAt(i, "=") || (declares && c.IsAt(i, "DEFAULT")))
            {
                Assign(c, from, i + 1 < end ? (i + 1, end) : (-1, -1));
                return;
            }
        }
    }

    /// <summary>Notes the variables behind INTO, FOR or FOREACH, whose values nobody knows.</summary>
    private void Targets(TokenCursor c, int from, int end)
    {
        var at = c.IsAt(from, "STRICT") ? from + 1 : from;
        for (; at < end && c.IsNameAt(at); at += 2)
        {
            Assign(c, at, (-1, -1));
            if (c[at + 1].Kind != TokenKind.Comma)
            {
                return;
            }
        }
    }

    private void Assign(TokenCursor c, int name, (int From, int End) value)
    {
        if (c.IsNameAt(name))
        {
            var variable = c.NameAt(name);
            _values[variable] = _values.ContainsKey(variable) ? (-1, -1) : value;
        }
    }
}
