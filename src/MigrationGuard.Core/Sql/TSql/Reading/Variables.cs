using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>What the variables of a batch were assigned.</summary>
/// <param name="executed">Whether the text is a string that is executed: its variables may be parameters of the execution.</param>
internal sealed class Variables(bool executed)
{
    private static readonly AssignedText NoText = new(-1, -1, false);

    private readonly Dictionary<string, AssignedText> _values = new(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _declared = new(StringComparer.OrdinalIgnoreCase);

    public void Clear()
    {
        _values.Clear();
        _declared.Clear();
    }

    /// <summary>Whether the batch declares the variable; what it does not declare, whoever runs the script fills in.</summary>
    public bool IsDeclared(string name) => executed || _declared.Contains(name);

    /// <summary>The only text that the variable was assigned, or null.</summary>
    public AssignedText? Value(string name) => _values.TryGetValue(name, out var value) && value.From >= 0 ? value : null;

    /// <summary>Notes the assignments in a statement: DECLARE @x t = v, SET @x = v, SELECT @x = v, FETCH INTO @x, EXEC p @x OUTPUT.</summary>
    public void Note(TokenCursor tokens, int from, int end)
    {
        switch (tokens.KeywordAt(from))
        {
            case "DECLARE" or "SET" or "SELECT" or "WITH" or "UPDATE":
                Assignments(tokens, from, end);
                break;
            case "FETCH" or "EXEC" or "EXECUTE" or "INSERT":
                Outputs(tokens, from, end);
                break;
        }
    }

    private void Assignments(TokenCursor tokens, int from, int end)
    {
        var declares = tokens.IsAt(from, "DECLARE");
        for (var i = from; i < end; i++)
        {
            if (tokens[i].Kind == TokenKind.LeftParenthesis)
            {
                i = Math.Min(tokens.BehindParentheses(i), end) - 1;
                continue;
            }

            if (tokens[i].Kind == TokenKind.Parameter && declares)
            {
                _declared.Add(tokens.NameAt(i));
            }

            if (tokens[i].Kind == TokenKind.Parameter && Assigned(tokens, i, end) is var value and > 0)
            {
                var valueEnd = ExpressionEnd.Find(tokens, value);
                var text = tokens.IsSymbolAt(value - 1, "=") && tokens[value].Kind is TokenKind.String or TokenKind.Parameter;
                var fromRows = !declares && !tokens.IsAt(from, "SET") && valueEnd < end;
                Assign(tokens.NameAt(i), text ? new AssignedText(value, Math.Min(valueEnd, end), fromRows) : NoText);
                i = Math.Max(i, valueEnd - 1);
            }
        }
    }

    /// <summary>Index of the value that is assigned to the variable at an index, or 0.</summary>
    private static int Assigned(TokenCursor tokens, int at, int end)
    {
        if (tokens[at + 1].Kind == TokenKind.Operator)
        {
            return tokens.IsSymbolAt(at + 1, "=") || tokens.IsSymbolAt(at + 1, "+=") ? at + 2 : 0;
        }

        // DECLARE @x [AS] type(…) = value
        var equals = tokens.IsAt(at + 1, "AS") ? at + 2 : at + 1;
        while (equals < end && (tokens.IsNameAt(equals) || tokens[equals].Kind == TokenKind.Dot) && tokens[equals].Kind != TokenKind.Parameter)
        {
            equals++;
        }

        if (tokens[equals].Kind == TokenKind.LeftParenthesis)
        {
            equals = tokens.BehindParentheses(equals);
        }

        return equals < end && tokens.IsSymbolAt(equals, "=") ? equals + 1 : 0;
    }

    private void Outputs(TokenCursor tokens, int from, int end)
    {
        var into = tokens.IsAt(from, "FETCH");
        for (var i = from; i < end; i++)
        {
            if (tokens[i].Kind == TokenKind.Parameter && (into || i == from + 1 || tokens.KeywordAt(i + 1) is "OUT" or "OUTPUT"))
            {
                Assign(tokens.NameAt(i), NoText);
            }
        }
    }

    private void Assign(string name, AssignedText value)
        => _values[name] = _values.TryGetValue(name, out var before) && before.From != value.From ? NoText : value;
}
