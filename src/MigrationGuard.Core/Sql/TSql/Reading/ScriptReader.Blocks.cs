using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Reading;

/// <content>IF, WHILE, BEGIN … END and TRY.</content>
internal sealed partial class ScriptReader
{
    private void ReadIf()
    {
        var (from, end) = Condition();
        var guard = GuardReader.Read(_tokens, from + 1, end);
        var top = _blocks.Top;
        Header(from, end);
        _blocks.Push(new Block(BlockKind.If, top.Conditional || guard is not { AsksHistory: true }, top.InLoop, guard) { OuterConditional = top.Conditional });
        Body();
    }

    private void ReadWhile()
    {
        var (from, end) = Condition();
        var top = _blocks.Top;
        Header(from, end);
        var always = _tokens.Slice(from + 1, end).Replace(" ", "") is "1=1" or "(1=1)";
        _blocks.Push(new Block(BlockKind.Single, top.Conditional || !always, true, null) { OuterConditional = top.Conditional });
        Body();
    }

    /// <summary>The range of IF or WHILE with its condition; the position is behind it.</summary>
    private (int From, int End) Condition()
    {
        var from = _tokens.Position;
        Begin(from);
        var end = ExpressionEnd.Find(_tokens, from + 1);
        if (end == from + 1)
        {
            end = Math.Max(from + 1, StatementEnd.Find(_tokens, from));
        }

        _tokens.Position = end;
        return (from, end);
    }

    private void Header(int from, int end)
    {
        if (end == from + 1)
        {
            Unread(from, end, "the condition is missing");
            return;
        }

        Emit(new ControlFlow(_tokens.Slice(from, end)), _tokens[from].Start, _tokens[end - 1].End);
    }

    /// <summary>Lets a single statement count as part of its IF.</summary>
    private void Body()
    {
        if (_tokens.AtEnd || _tokens.Is(TokenKind.Semicolon) || _tokens.Keyword is "END" or "ELSE")
        {
            StatementDone();
        }
        else if (!_tokens.Is("BEGIN"))
        {
            _output.JoinNext();
        }
    }

    /// <summary>Closes what waited for one statement: IF, ELSE, WHILE. An ELSE that follows belongs to the innermost IF.</summary>
    private void StatementDone()
    {
        var next = _tokens.Position;
        while (_tokens[next].Kind == TokenKind.Semicolon)
        {
            next++;
        }

        while (_blocks.Count > 0 && _blocks.Top.Kind != BlockKind.Block)
        {
            var closed = _blocks.Pop();
            if (closed.Kind == BlockKind.If && _tokens.IsAt(next, "ELSE"))
            {
                _tokens.Position = next + 1;
                _blocks.Push(closed with { Kind = BlockKind.Single, Conditional = true, Guard = closed.Guard?.Otherwise });
                Body();
                return;
            }
        }
    }

    /// <summary>Whether BEGIN opens no block: transactions and dialogs.</summary>
    private bool BeginsStatement() => _tokens.KeywordAt(_tokens.Position + 1) is "TRAN" or "TRANSACTION" or "DISTRIBUTED" or "DIALOG" or "CONVERSATION";

    private void ReadBegin()
    {
        var from = _tokens.Position++;
        var top = _blocks.Top;
        var isCatch = _tokens.Is("CATCH");
        if (isCatch || _tokens.Is("TRY"))
        {
            Begin(from);
            _tokens.Position++;
            Emit(new ControlFlow(_tokens.Slice(from, from + 2)), _tokens[from].Start, _tokens[from + 1].End);
        }

        _blocks.Push(top with { Kind = BlockKind.Block, Conditional = top.Conditional || isCatch });
    }

    private void ReadEnd()
    {
        var from = _tokens.Position++;
        _ = _tokens.Accept("TRY") || _tokens.Accept("CATCH");
        if (!_blocks.HasOpenBlock)
        {
            Begin(from);
            Unread(from, _tokens.Position, "an END without BEGIN");
            return;
        }

        while (_blocks.Pop().Kind != BlockKind.Block)
        {
        }

        StatementDone();
    }
}
