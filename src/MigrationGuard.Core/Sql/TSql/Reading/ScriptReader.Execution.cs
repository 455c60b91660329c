using MigrationGuard.Migrations;
using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;
using MigrationGuard.Sql.TSql.Statements;

namespace MigrationGuard.Sql.TSql.Reading;

/// <content>EXEC of strings and procedures.</content>
internal sealed partial class ScriptReader
{
    private const int DeepestStrings = 16;
    private const string AtRunTime = "the SQL is built at run time";

    /// <summary>Whether the statement executes something. The first statement of a batch may leave EXEC out.</summary>
    private bool Executes() => _tokens.Keyword is "EXEC" or "EXECUTE" || (IsFirstInBatch() && ProcedureReader.IsCallWithoutExec(_tokens));

    private bool IsFirstInBatch()
    {
        for (var i = 0; i < _tokens.Position; i++)
        {
            if (_tokens[i].Kind is not (TokenKind.Semicolon or TokenKind.MetaCommand))
            {
                return false;
            }
        }

        return true;
    }

    private void ReadExecute(int from, int end)
    {
        if (!_tokens.Accept("EXEC"))
        {
            _tokens.Accept("EXECUTE");
        }

        if (_tokens.Is(TokenKind.LeftParenthesis))
        {
            ReadString(from, end);
        }
        else if (_tokens.Is("AS"))
        {
            _tokens.Position++;
            EmitWhole(new SetSetting("execute as", _tokens.Rest(), SettingScope.Session), from, end);
        }
        else
        {
            ReadCall(from, end);
            _variables.Note(_tokens, from, end);
        }
    }

    private void ReadString(int from, int end)
    {
        var open = _tokens.Position;
        var behind = _tokens.BehindParentheses(open);
        if (behind < end)
        {
            Unread(from, end, "the SQL runs as another user or on another server");
            return;
        }

        ReadExecuted(from, end, (open + 1, behind - 1));
    }

    private void ReadCall(int from, int end)
    {
        if (_tokens.Is(TokenKind.Parameter) && _tokens.IsSymbolAt(_tokens.Position + 1, "="))
        {
            _tokens.Position += 2;
        }

        if (_tokens.Is(TokenKind.Parameter) && _script.Text[_tokens.Current.Start] == '@')
        {
            Unread(from, end, "the procedure is chosen at run time");
            return;
        }

        if (!_tokens.ObjectName(out var name))
        {
            Unread(from, end, Reason());
            return;
        }

        var arguments = new Arguments(_tokens, _tokens.Position, end);
        if (string.Equals(name.Name, "sp_executesql", StringComparison.OrdinalIgnoreCase))
        {
            ReadExecuted(from, end, arguments.Range("@stmt", 0) ?? arguments.Range("@statement", 0) ?? (end, end));
        }
        else if (ProcedureReader.Read(_statement, name, arguments))
        {
            EmitFound();
        }
        else
        {
            Unread(from, end, _statement.Reason ?? AtRunTime);
        }
    }

    /// <summary>Reads the SQL that a range of tokens spells.</summary>
    private void ReadExecuted(int from, int end, (int From, int End) range)
    {
        var text = range.From < range.End ? LiteralText.Read(_tokens, range.From, range.End, _variables) : null;
        if (text is null || _script.Depth >= DeepestStrings || !_output.Affords(text.Value.Length))
        {
            Unread(from, end, AtRunTime);
            return;
        }

        var script = _script.Inside(text.Value, text.Map);
        if (text.Incomplete)
        {
            if (UnknownName.Read(script) is { } known)
            {
                var (operation, conditional) = Judge(known with { DefaultOf = LookedUpDefault.Column(_tokens, from, known.Name) }, _blocks.Top);
                _output.Add(operation, _script.Locate(_tokens[from].Start), _script.LocateEnd(_tokens[end - 1].End), new StepPlace(conditional, true));
                return;
            }

            Unread(from, end, AtRunTime);
            return;
        }

        var before = _output.StepCount;
        _output.JoinNext();
        new ScriptReader(_output, script, _blocks.Top).Read();
        _output.Separate();
        if (_output.StepCount == before)
        {
            EmitWhole(new ControlFlow(Cut(_tokens.Slice(from, end), LongestUnreadText)), from, end);
        }
    }

    private void EmitWhole(Operation operation, int from, int end) => Emit(operation, _tokens[from].Start, _tokens[end - 1].End);
}
