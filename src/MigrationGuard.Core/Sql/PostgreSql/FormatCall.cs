using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.PostgreSql;

/// <summary>Reads a call of <c>format()</c>. https://www.postgresql.org/docs/current/functions-string.html#FUNCTIONS-STRING-FORMAT</summary>
internal sealed class FormatCall
{
    private readonly TokenCursor _tokens;
    private readonly DynamicText _text;
    private readonly int _depth;
    private readonly List<(int From, int End)> _arguments = [];
    private readonly DynamicText _pattern = new();
    private int _next;

    private FormatCall(TokenCursor tokens, DynamicText text, int depth) => (_tokens, _text, _depth) = (tokens, text, depth);

    /// <summary>Appends what the call gives for the arguments in a range of tokens; false when that cannot be told.</summary>
    public static bool Append(TokenCursor tokens, (int From, int End) arguments, DynamicText text, int depth)
        => new FormatCall(tokens, text, depth).Append(arguments.From, arguments.End);

    private bool Append(int from, int end)
    {
        var behind = Math.Min(_tokens.EndOfItem(from), end);
        if (!new TextExpression(_tokens, _pattern, _depth).Append(from, behind) || _pattern.HasPlaceholders)
        {
            return false;
        }

        for (var at = behind + 1; at < end; at = behind + 1)
        {
            behind = Math.Min(_tokens.EndOfItem(at), end);
            _arguments.Add((at, behind));
        }

        // The same long argument many times would make a text out of proportion.
        var pattern = _pattern.Value;
        var longest = 1024 + (8 * (_tokens[end].Start - _tokens[from].Start));
        var done = 0;
        for (var percent = pattern.IndexOf('%'); percent >= 0; percent = pattern.IndexOf('%', done))
        {
            _text.Append(pattern, _pattern.Map, done, percent);
            done = Conversion(pattern, percent);
            if (done < 0 || _text.Length > longest)
            {
                return false;
            }
        }

        _text.Append(pattern, _pattern.Map, done, pattern.Length);
        return true;
    }

    /// <summary>Appends what stands for the conversion at an index; the index behind it, or -1.</summary>
    private int Conversion(string pattern, int percent)
    {
        var at = percent + 1;
        if (at < pattern.Length && pattern[at] == '%')
        {
            _text.Append(pattern, _pattern.Map, at, at + 1);
            return at + 1;
        }

        var position = 0;
        while (at < pattern.Length && CharacterKinds.IsDigit(pattern[at]) && position < 1000)
        {
            position = (position * 10) + pattern[at++] - '0';
        }

        if (position > 0 && (at == pattern.Length || pattern[at++] != '$'))
        {
            return -1;
        }

        _next = position > 0 ? position : _next + 1;
        TextForm? form = at == pattern.Length ? null : pattern[at] switch
        {
            's' => TextForm.AsIs,
            'I' => TextForm.Name,
            'L' => TextForm.Literal,
            _ => null,
        };
        return form is not null && _next <= _arguments.Count && Argument(_arguments[_next - 1], form.Value, (percent, at)) ? at + 1 : -1;
    }

    private bool Argument((int From, int End) argument, TextForm form, (int First, int Last) conversion)
    {
        var (from, end) = argument;
        var (first, behind) = (_pattern.Map.Locate(conversion.First), _pattern.Map.Locate(conversion.Last) + 1);
        if (end - from == 1 && _tokens[from].Kind == TokenKind.String && _tokens.Value(from) is var value && (form != TextForm.AsIs || CharacterKinds.IsWord(value)))
        {
            // The value stands where the conversion does, or the steps of the statement would not be in the order of their places.
            var place = new OffsetMap();
            place.Add(0, first);
            _text.AppendQuoted(value, place, form);
            return true;
        }

        if (_tokens.IsAt(from, "VARIADIC") || new TextExpression(_tokens, _text, _depth).Placeholder(from, end, form) is not { } name)
        {
            return false;
        }

        _text.AppendPlaceholder(name, first, behind, form);
        return true;
    }
}
