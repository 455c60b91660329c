using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;
using MigrationGuard.Sql.TSql.Statements;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>Reads a text batch by batch and statement by statement. Blocks are kept on a stack, so nesting needs no recursion.</summary>
internal sealed partial class ScriptReader
{
    private const int LongestUnreadText = 200;

    private readonly ScriptOutput _output;
    private readonly ScriptText _script;
    private readonly SqlLexer _lexer;
    private readonly TokenBuffer _buffer = new();
    private readonly TokenCursor _tokens;
    private readonly Statement _statement;
    private readonly Variables _variables;
    private readonly BlockStack _blocks;
    private int _end;

    public ScriptReader(ScriptOutput output, ScriptText script, Block outer = default)
    {
        (_output, _script) = (output, script);
        _lexer = new SqlLexer(script.Text, script.Start, script.End, LexerOptions.TSql);
        _tokens = new TokenCursor(script.Text, _buffer, NamePool.OfThread, LexerOptions.TSql);
        _statement = new Statement(_tokens);
        _variables = new Variables(script.Map is not null);
        _blocks = new BlockStack(outer with { Kind = BlockKind.Block });
    }

    public void Read()
    {
        Token end;
        do
        {
            end = Fill();
            ReadBatch();
            if (end.Kind == TokenKind.BatchEnd)
            {
                Emit(new EndBatch(Count(end)), end.Start, end.End);
            }
        }
        while (end.Kind != TokenKind.End);
    }

    /// <summary>Takes the tokens of the next batch; gives the token behind them.</summary>
    private Token Fill()
    {
        _buffer.Clear();
        var token = _lexer.Next();
        while (token.Kind is not (TokenKind.End or TokenKind.BatchEnd))
        {
            _buffer.Add(token);
            token = _lexer.Next();
        }

        if (_script.Map is null)
        {
            _output.Take(_lexer.DirectiveComments);
        }

        return token;
    }

    private int Count(Token go)
    {
        var digits = go.Start + 2;
        var count = 0;
        for (; digits < go.End; digits++)
        {
            if (CharacterKinds.IsDigit(_script.Text[digits]) && count < int.MaxValue / 10)
            {
                count = (count * 10) + _script.Text[digits] - '0';
            }
        }

        return count == 0 ? 1 : count;
    }

    private void ReadBatch()
    {
        _tokens.Reset();
        _end = _tokens.End;
        _variables.Clear();
        while (Turn())
        {
            var from = _tokens.Position;
            ReadNext();
            if (_tokens.Position == from)
            {
                _tokens.Position++;
            }
        }

        if (_blocks.HasOpenBlock)
        {
            Begin(_end - 1);
            Unread(_end - 1, _end, "a BEGIN has no END");
        }

        _blocks.Clear();
        _output.Separate();
    }

    /// <summary>Moves to the next statement; false at the end of the batch.</summary>
    private bool Turn()
    {
        var position = _tokens.Position;
        _tokens.Restrict(Math.Min(position, _end), _end);
        while (_tokens.Accept(TokenKind.Semicolon))
        {
        }

        return !_tokens.AtEnd;
    }

    private void ReadNext()
    {
        if (_tokens.Is(TokenKind.MetaCommand))
        {
            ReadClientCommand();
            return;
        }

        switch (_tokens.Keyword)
        {
            case "IF":
                ReadIf();
                break;
            case "WHILE":
                ReadWhile();
                break;
            case "BEGIN" when !BeginsStatement():
                ReadBegin();
                break;
            case "END" when !_tokens.IsAt(_tokens.Position + 1, "CONVERSATION"):
                ReadEnd();
                break;
            case "ELSE":
                Begin(_tokens.Position);
                Unread(_tokens.Position, _tokens.Position + 1, "an ELSE without IF");
                break;
            default:
                ReadStatement();
                StatementDone();
                break;
        }
    }

    private void ReadStatement()
    {
        var from = _tokens.Position;
        var end = Math.Max(from + 1, StatementEnd.Find(_tokens, from));
        Begin(from);
        _statement.Begin(from, end, _blocks.Top.InLoop);
        if (_tokens[end - 1].Kind == TokenKind.Unterminated)
        {
            Unread(from, end, "a quote or comment has no end");
        }
        else if (Executes())
        {
            ReadExecute(from, end);
        }
        else if (StatementReaders.Read(_statement) && _tokens.AtEnd)
        {
            EmitFound();
            _variables.Note(_tokens, from, end);
        }
        else
        {
            Unread(from, end, Reason());
            _variables.Note(_tokens, from, end);
        }

        _tokens.Restrict(end, _end);
    }

    private string Reason()
    {
        if (_statement.Reason is { } known)
        {
            return known;
        }

        var at = _tokens.Expected is null ? _tokens.Position : _tokens.FailedAt;
        var found = at < _tokens.End ? "'" + Cut(_tokens.Slice(at, at + 1), 30) + "'" : "the end of the statement";
        return _tokens.Expected is null ? found + " was not expected" : _tokens.Expected + " was expected before " + found;
    }

    private void EmitFound()
    {
        var top = _blocks.Top;
        var found = _statement.Found;
        for (var i = 0; i < found.Count; i++)
        {
            var (operation, conditional) = Judge(found[i].Operation, top);
            Emit(operation, _tokens[found[i].From].Start, _tokens[found[i].End - 1].End, conditional);
        }
    }

    private static (Operation Operation, bool Conditional) Judge(Operation operation, Block block)
    {
        if (block.Guard is not { } guard)
        {
            return (operation, block.Conditional);
        }

        return GuardedOperation.Merge(guard, operation) is { } merged
            ? (merged, block.OuterConditional || !guard.Alone)
            : (GuardedOperation.Annotate(guard, operation), block.Conditional);
    }

    private void Begin(int from) => _output.BeginStatement(_script.Locate(_tokens[from].Start));

    private void Emit(Operation operation, int start, int end) => Emit(operation, start, end, _blocks.Top.Conditional);

    private void Emit(Operation operation, int start, int end, bool conditional)
        => _output.Add(operation, _script.Locate(start), _script.LocateEnd(end), new StepPlace(conditional, _script.Map is not null));

    private void Unread(int from, int end, string reason)
    {
        var first = _tokens[from];
        var start = first.Start;
        var last = end - 1 > from ? _tokens[end - 1].End : first.End;
        Emit(new UnreadSql(Cut(_script.Text.Substring(start, last - start), LongestUnreadText), reason), start, last);
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text.Substring(0, length);

    private void ReadClientCommand()
    {
        var at = _tokens.Position++;
        var token = _tokens[at];
        var text = _script.Text.Substring(token.Start, token.Length).TrimEnd();
        if (text.StartsWith(":r ", StringComparison.OrdinalIgnoreCase) || text.StartsWith(":r\t", StringComparison.OrdinalIgnoreCase))
        {
            Begin(at);
            Unread(at, at + 1, "another file is included");
            return;
        }

        Emit(new ClientCommand(text), token.Start, token.End);
    }
}
