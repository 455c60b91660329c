using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Finds the end of each statement as psql does, but never lets an open parenthesis swallow the rest of the script.</summary>
/// <param name="lexer">The lexer.</param>
/// <param name="text">The text.</param>
/// <param name="end">Offset behind its last character.</param>
/// <param name="tokens">Receives the tokens of the statement without its terminator.</param>
internal sealed class StatementSplitter(SqlLexer lexer, string text, int end, TokenBuffer tokens)
{
    private int _parentheses;
    private int _blocks;
    private Form _form;

    private enum Form
    {
        Plain,
        Routine,
        Rule,
    }

    /// <summary>
    /// Reads the next statement, possibly an empty one. Gives the token that ended it: a semicolon, a client command, the end of the text,
    /// or one of kind <see cref="TokenKind.Other"/> when COPY data go on to the end of the text.
    /// </summary>
    public Token ReadStatement()
    {
        tokens.Clear();
        (_parentheses, _blocks, _form) = (0, 0, Form.Plain);
        while (true)
        {
            var token = lexer.Next();
            switch (token.Kind)
            {
                case TokenKind.End:
                    return token;
                case TokenKind.Unterminated:
                    tokens.Add(token);
                    return lexer.Next();
                case TokenKind.Semicolon when _blocks == 0 && (_form != Form.Rule || _parentheses <= 0):
                    return IsCopyFromClient() && !SkipData(token.End) ? new Token(TokenKind.Other, end, 0, false) : token;
                case TokenKind.MetaCommand when tokens.Count == 0 || ClientCommands.EndsStatement(text, token):
                    return token;
                default:
                    tokens.Add(token);
                    Note(token);
                    break;
            }
        }
    }

    private void Note(in Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.LeftParenthesis:
                _parentheses++;
                break;
            case TokenKind.RightParenthesis:
                _parentheses--;
                break;
            case TokenKind.Word when tokens.Count is 2 or 4 && Is(0, "CREATE"):
                _form = FormOf(tokens.Count - 1);
                break;
            case TokenKind.Word when _form == Form.Routine:
                NoteBlock();
                break;
        }
    }

    private Form FormOf(int index)
    {
        if (index == 3 && !(Is(1, "OR") && Is(2, "REPLACE")))
        {
            return _form;
        }

        return Is(index, "FUNCTION") || Is(index, "PROCEDURE") ? Form.Routine : Is(index, "RULE") ? Form.Rule : _form;
    }

    private void NoteBlock()
    {
        var last = tokens.Count - 1;
        if (_blocks == 0)
        {
            _blocks = Is(last, "ATOMIC") && Is(last - 1, "BEGIN") ? 1 : 0;
        }
        else if (Is(last, "CASE"))
        {
            _blocks++;
        }
        else if (Is(last, "END"))
        {
            _blocks--;
        }
    }

    private bool IsCopyFromClient()
    {
        if (tokens.Count < 4 || !Is(0, "COPY"))
        {
            return false;
        }

        for (var i = 2; i < tokens.Count; i++)
        {
            if (Is(i, "STDIN") && Is(i - 1, "FROM"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Moves behind the data that begin in the next line; false when their end marker is missing.</summary>
    public bool SkipData(int behind)
    {
        var line = text.IndexOf('\n', behind, end - behind);
        while (line >= 0)
        {
            var from = line + 1;
            line = text.IndexOf('\n', from, end - from);
            var endOfLine = line < 0 ? end : line;
            var length = endOfLine - from;
            if (length >= 2 && text[from] == '\\' && text[from + 1] == '.' && (length == 2 || (length == 3 && text[from + 2] == '\r')))
            {
                lexer.MoveTo(endOfLine);
                return true;
            }
        }

        lexer.MoveTo(end);
        return false;
    }

    private bool Is(int index, string keyword)
    {
        var token = tokens[index];
        return token.Kind == TokenKind.Word && token.Length == keyword.Length
            && string.Compare(text, token.Start, keyword, 0, keyword.Length, StringComparison.OrdinalIgnoreCase) == 0;
    }
}
