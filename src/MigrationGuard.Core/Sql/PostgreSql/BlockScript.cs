using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>
/// Reads PL/pgSQL: finds the SQL statements between the control words. https://www.postgresql.org/docs/current/plpgsql.html
/// </summary>
internal sealed class BlockScript
{
    /// <summary>How the text of a block is cut into tokens.</summary>
    public static readonly LexerOptions Lexing = LexerOptions.PostgreSql with { BackslashCommands = false, ColonVariables = false };

    private readonly ScriptOutput _output;
    private readonly InnerText _code;
    private readonly TokenBuffer _tokens = new();
    private readonly SqlLexer _lexer;
    private readonly TokenCursor _cursor;
    private readonly Statement _statement;
    private readonly BlockVariables _variables;
    private readonly List<Frame> _frames = [];
    private readonly List<(int From, int End)> _handled = [];
    private Nesting _nesting;
    private bool _declaring;
    private bool _mayHaveReturned;

    public BlockScript(ScriptOutput output, InnerText code)
    {
        _output = output;
        _code = code;
        _lexer = new SqlLexer(code.Text, code.Start, code.End, Lexing);
        _cursor = new TokenCursor(code.Text, _tokens, output.Names, LexerOptions.PostgreSql);
        _statement = new Statement(output, _cursor, code.Map);
        _variables = new BlockVariables(code, _cursor);
    }

    private enum FrameKind
    {
        Block,
        Condition,
        Loop,
    }

    /// <summary>Reads the whole code.</summary>
    public void Read(Nesting nesting)
    {
        _nesting = nesting;
        while (NextChunk())
        {
            Directives();
            if (_tokens.Count > 0)
            {
                _cursor.Reset();
                Chunk();
            }
        }

        Directives();
    }

    private void Directives()
    {
        foreach (var (from, length) in _lexer.DirectiveComments)
        {
            _output.AddDirective(_code.Text.Substring(from, length), _output.Span(from, from + length, _code.Map), _output.Number);
        }

        _lexer.DirectiveComments.Clear();
    }

    private bool NextChunk()
    {
        _tokens.Clear();
        while (true)
        {
            var token = _lexer.Next();
            switch (token.Kind)
            {
                case TokenKind.End:
                    return _tokens.Count > 0;
                case TokenKind.Semicolon:
                    return true;
                default:
                    _tokens.Add(token);
                    break;
            }
        }
    }

    /// <summary>Reads the tokens up to a semicolon: any number of control words, then at most one statement.</summary>
    private void Chunk()
    {
        if (_tokens[_tokens.Count - 1].Kind == TokenKind.Unterminated)
        {
            _statement.Begin(Current());
            _statement.AddUnread("a quote or comment in the block does not end", 0, _tokens.Count);
            return;
        }

        while (!_cursor.AtEnd && ControlWord())
        {
        }

        if (!_cursor.AtEnd)
        {
            _statement.Begin(Current());
            BlockStatements.Read(_statement, _variables);
        }
    }

    private Frame Top => _frames.Count > 0 ? _frames[_frames.Count - 1] : new Frame(FrameKind.Block, 0, _nesting.Conditional, _nesting.InLoop);

    private Nesting Current() => _nesting with { Conditional = Top.Conditional || _mayHaveReturned, InLoop = Top.InLoop };

    /// <summary>Takes one control word with its condition; false at the beginning of a statement.</summary>
    private bool ControlWord()
    {
        var c = _cursor;
        if (c.IsSymbol("<<"))
        {
            c.Position += 3;
            return true;
        }

        if (_declaring && !c.Is("BEGIN"))
        {
            return Skip();
        }

        switch (c.Keyword)
        {
            case "DECLARE":
                c.Position++;
                _declaring = true;
                return true;
            case "BEGIN":
                c.Position++;
                _declaring = false;
                return Push(FrameKind.Block);
            case "END":
                return Pop();
            case "IF" or "CASE":
                return Push(FrameKind.Condition) && SkipBehind(c.Is("IF") ? "THEN" : "WHEN");
            case "ELSIF" or "ELSEIF" or "WHEN":
                return SkipBehind("THEN");
            case "ELSE":
                c.Position++;
                return true;
            case "LOOP" or "WHILE" or "FOR" or "FOREACH":
                return Loop();
            case "EXCEPTION":
                c.Position++;
                return Handle();
            default:
                return BlockStatements.HasNoEffect(c, ref _mayHaveReturned, _frames.Count > 1) && Skip();
        }
    }

    private bool Skip()
    {
        _cursor.Position = _cursor.End;
        return true;
    }

    private bool Push(FrameKind kind)
    {
        var outer = Top;
        _frames.Add(new Frame(kind, _output.Steps.Count, outer.Conditional || kind != FrameKind.Block, outer.InLoop || kind == FrameKind.Loop));
        return true;
    }

    private bool Pop()
    {
        if (_frames.Count > 0)
        {
            _frames.RemoveAt(_frames.Count - 1);
        }

        return Skip();
    }

    private bool SkipBehind(string keyword)
    {
        // CASE without an operand is followed by WHEN at once, and WHEN needs its THEN.
        var cases = 0;
        for (_cursor.Position++; !_cursor.AtEnd; _cursor.Position++)
        {
            var word = _cursor.Keyword;
            if (cases == 0 && word == keyword)
            {
                _cursor.Position += keyword == "THEN" ? 1 : 0;
                return true;
            }

            cases += word == "CASE" ? 1 : word == "END" ? -1 : 0;
        }

        return true;
    }

    /// <summary>Reads the head of a loop; a query that changes rows or is built at run time gives a step of its own.</summary>
    private bool Loop()
    {
        var from = _cursor.Position;
        Push(FrameKind.Loop);
        if (_cursor.Accept("LOOP"))
        {
            return true;
        }

        var loop = EndOfHead(from + 1);
        var end = _cursor.End;
        var query = _cursor.Is("FOR") ? _cursor.Find("IN", from) + 1 : 0;
        if (query > 0 && query < loop && _cursor.KeywordAt(query) is "EXECUTE" or "INSERT" or "UPDATE" or "DELETE" or "MERGE" or "WITH")
        {
            _cursor.Restrict(query, loop);
            var frame = _frames[_frames.Count - 1];
            _frames.RemoveAt(_frames.Count - 1);
            _statement.Begin(Current());
            BlockStatements.Read(_statement, _variables);
            _frames.Add(frame);
        }

        _cursor.Restrict(Math.Min(loop + 1, end), end);
        return true;
    }

    private int EndOfHead(int from)
    {
        for (var i = from; i < _cursor.End; i++)
        {
            if (_cursor.IsAt(i, "LOOP"))
            {
                return i;
            }
        }

        return _cursor.End;
    }

    /// <summary>A block with handlers: what stands before EXCEPTION may be undone, what follows may not run.</summary>
    private bool Handle()
    {
        while (_frames.Count > 1 && Top.Kind != FrameKind.Block)
        {
            _frames.RemoveAt(_frames.Count - 1);
        }

        if (_frames.Count == 0)
        {
            return true;
        }

        var block = Top;
        var end = _output.Steps.Count;
        var first = block.FirstStep;
        for (; _handled.Count > 0 && _handled[_handled.Count - 1].From >= first; _handled.RemoveAt(_handled.Count - 1))
        {
            // Steps of inner blocks with handlers are marked already.
            var inner = _handled[_handled.Count - 1];
            Mark(inner.End, end);
            end = inner.From;
        }

        Mark(first, end);
        _handled.Add((first, _output.Steps.Count));
        _frames[_frames.Count - 1] = block with { Conditional = true };
        return true;
    }

    private void Mark(int from, int end)
    {
        for (var step = from; step < end; step++)
        {
            _output.Steps[step] = _output.Steps[step] with { Conditional = true };
        }
    }

    /// <summary>An open block, branch or loop and what holds for the statements in it.</summary>
    private readonly record struct Frame(FrameKind Kind, int FirstStep, bool Conditional, bool InLoop);
}
