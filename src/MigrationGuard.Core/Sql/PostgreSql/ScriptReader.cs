using MigrationGuard.Operations;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads a text statement by statement: a file, or a string that is executed.</summary>
/// <param name="output">Where the steps go.</param>
/// <param name="text">The text.</param>
/// <param name="start">Offset of its first character to read.</param>
/// <param name="end">Offset behind the last one.</param>
/// <param name="map">The way back to the file, when the text is a decoded literal.</param>
internal sealed class ScriptReader(ScriptOutput output, string text, int start, int end, OffsetMap? map = null)
{
    private readonly TokenBuffer _tokens = new();
    private readonly SqlLexer _lexer = new(text, start, end, LexerOptions.PostgreSql);
    private int _openConditions;

    public void Read(Nesting nesting)
    {
        var splitter = new StatementSplitter(_lexer, text, end, _tokens);
        var cursor = new TokenCursor(text, _tokens, output.Names, LexerOptions.PostgreSql);
        var statement = new Statement(output, cursor, map);
        while (true)
        {
            var ending = splitter.ReadStatement();
            var number = nesting.Depth == 0 ? output.NextNumber : output.Number;
            Directives(nesting.Depth > 0, number);
            if (_tokens.Count > 0)
            {
                cursor.Reset();
                Begin(nesting, 1);
                Dispatch(statement, ending, nesting with { Conditional = nesting.Conditional || _openConditions > 0 });
            }

            if (ending.Kind == TokenKind.MetaCommand)
            {
                Command(ending, nesting, splitter);
            }
            else if (ending.Kind == TokenKind.End)
            {
                return;
            }
        }
    }

    private void Begin(Nesting nesting, int counts)
    {
        if (nesting.Depth == 0)
        {
            output.Begin(counts);
        }
    }

    private void Dispatch(Statement statement, Token ending, Nesting nesting)
    {
        statement.Begin(nesting);
        var first = _tokens[0];
        if (_tokens[_tokens.Count - 1].Kind == TokenKind.Unterminated)
        {
            var open = _tokens[_tokens.Count - 1].Start;
            var what = text[open] == '/' ? "comment" : "quote";
            var reason = $"the {what} that begins in line {output.Line(open, map)} does not end";
            output.AddUnread(Head(first.Start, end), reason, output.Span(first.Start, end, map), nesting);
            return;
        }

        StatementReader.Read(statement);
        if (ending.Kind == TokenKind.Other)
        {
            var reason = $"the COPY data that begins behind line {output.Line(first.Start, map)} has no end marker \\.";
            output.AddUnread(Head(first.Start, end), reason, output.Span(first.Start, end, map), nesting);
        }
        else if (ending.Kind == TokenKind.MetaCommand && ClientCommands.ExecutesResult(text, ending))
        {
            output.AddUnread(text.Substring(ending.Start, ending.Length), "the SQL is built at run time", output.Span(ending.Start, ending.End, map), nesting);
        }
    }

    private string Head(int from, int to) => text.Substring(from, Math.Min(to - from, 200));

    private void Command(Token command, Nesting nesting, StatementSplitter splitter)
    {
        if (ClientCommands.EndsStatement(text, command))
        {
            return;
        }

        var line = text.Substring(command.Start, command.Length).TrimEnd();
        var change = ClientCommands.ConditionChange(line);
        _openConditions = Math.Max(0, _openConditions + Math.Min(change, 0));
        nesting = nesting with { Conditional = nesting.Conditional || _openConditions > 0 };
        _openConditions += Math.Max(change, 0);
        var span = output.Span(command.Start, command.Start + line.Length, map);
        if (ClientCommands.ReadsFile(line))
        {
            Begin(nesting, 1);
            output.AddUnread(line, "the included file is not read here", span, nesting);
            return;
        }

        if (ClientCommands.Copies(line))
        {
            Begin(nesting, 1);
            Copy(command, nesting, splitter);
            return;
        }

        Begin(nesting, 0);
        output.Add(new ClientCommand(line), command.Start, command.Start + line.Length, map, nesting);
    }

    private void Copy(Token command, Nesting nesting, StatementSplitter splitter)
    {
        new ScriptReader(output, text, command.Start + 1, command.End, map).ReadOne(nesting);
        if (ClientCommands.ReadsData(text.Substring(command.Start, command.Length)) && !splitter.SkipData(command.End))
        {
            var reason = $"the COPY data that begins behind line {output.Line(command.Start, map)} has no end marker \\.";
            output.AddUnread(Head(command.Start, end), reason, output.Span(command.Start, end, map), nesting);
        }
    }

    /// <summary>Reads a single statement as part of the one that was begun.</summary>
    private void ReadOne(Nesting nesting)
    {
        new StatementSplitter(_lexer, text, end, _tokens).ReadStatement();
        var statement = new Statement(output, new TokenCursor(text, _tokens, output.Names, LexerOptions.PostgreSql), map);
        if (_tokens.Count > 0)
        {
            statement.Begin(nesting);
            StatementReader.Read(statement);
        }
    }

    private void Directives(bool nested, int number)
    {
        if (_lexer.DirectiveComments.Count == 0)
        {
            return;
        }

        var first = _tokens.Count > 0 ? _tokens[0].Start : int.MaxValue;
        foreach (var (from, length) in _lexer.DirectiveComments)
        {
            var next = nested || from < first ? number : number + 1;
            output.AddDirective(text.Substring(from, length), output.Span(from, from + length, map), next);
        }

        _lexer.DirectiveComments.Clear();
    }
}
