using System.Globalization;
using System.Text;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Manifests;

/// <summary>Rewrites the placeholders of one statement.</summary>
/// <param name="text">The statement.</param>
/// <param name="style">How it writes parameters.</param>
/// <param name="known">The names that have values, or null.</param>
internal sealed class PlaceholderRewriter(string text, PlaceholderStyle style, IReadOnlyCollection<string>? known)
{
    // Operators of PostgreSQL and its extensions that end in @: with a name directly behind, either reading is possible.
    private static readonly string[] EndingInAt = ["<@", "^@", "?@", "?<@", "@@@"];

    private readonly StatementTokens _tokens = new(text);
    private readonly StringBuilder _output = new(text.Length + 16);
    private readonly List<string?> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string>? _known = known is null ? null : new HashSet<string>(known, StringComparer.OrdinalIgnoreCase);
    private readonly Stack<bool> _brackets = new();
    private Token _before;
    private Token _beforeThat;
    private int _copied;
    private int _highest;

    /// <summary>Why there is no result.</summary>
    public string? Error { get; private set; }

    /// <summary>The result, or null.</summary>
    public NumberedSql? Rewrite()
    {
        while (Error is null && _tokens.Next(out var token))
        {
            Visit(token);
            (_beforeThat, _before) = (_before, token);
        }

        Error ??= _tokens.Error;
        if (Error is null && _highest > 0 && _names.Count > 0)
        {
            Error = "uses both numbered and named parameters";
        }

        if (Error is not null)
        {
            return null;
        }

        _output.Append(text, _copied, text.Length - _copied);
        return new NumberedSql(_output.ToString(), _highest > 0 ? new string?[_highest] : [.. _names]);
    }

    private void Visit(in Token token)
    {
        switch (token.Kind)
        {
            case TokenKind.LeftBracket:
                _brackets.Push(IsArray());
                break;
            case TokenKind.RightBracket when _brackets.Count > 0:
                _brackets.Pop();
                break;
            case TokenKind.Parameter:
                NoteNumber(token);
                break;
            case TokenKind.Operator when style == PlaceholderStyle.QuestionMarks:
                ReplaceQuestionMarks(token);
                break;
            case TokenKind.Word or TokenKind.Number when style == PlaceholderStyle.Named && _before.Kind == TokenKind.Operator && _before.End == token.Start:
                ReplaceName(token);
                break;
        }
    }

    private bool IsArray() => _before.Kind == TokenKind.Word && text.AsSpan(_before.Start, _before.Length).Equals("ARRAY", StringComparison.OrdinalIgnoreCase);

    private void NoteNumber(in Token token)
    {
        if (!int.TryParse(text.AsSpan(token.Start + 1, token.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > ushort.MaxValue)
        {
            Error = $"{StatementText.Place(text, token.Start)}: parameters are numbered from $1 to $65535";
            return;
        }

        _highest = Math.Max(_highest, number);
    }

    private void ReplaceQuestionMarks(in Token token)
    {
        for (var i = token.Start; i < token.End; i++)
        {
            if (text[i] != '?')
            {
                continue;
            }

            if (i + 1 < token.End && text[i + 1] == '?')
            {
                _output.Append(text, _copied, i - _copied).Append('?');
                _copied = i + 2;
                i++;
                continue;
            }

            _names.Add(null);
            Put(i, i + 1, _names.Count);
        }
    }

    private void ReplaceName(in Token word)
    {
        var prefix = text[_before.End - 1];
        var name = text.Substring(word.Start, word.Length);
        if (prefix == '@' ? !IsAtPrefix(name, word) : prefix != ':' || _before.Length > 1 || IsSlice(word))
        {
            return;
        }

        if (_known is not null && !_known.Contains(name))
        {
            return;
        }

        if (!_numbers.TryGetValue(name, out var number))
        {
            _names.Add(name);
            _numbers[name] = number = _names.Count;
        }

        Put(_before.End - 1, word.End, number);
    }

    private bool IsAtPrefix(string name, in Token word)
    {
        var symbol = text.AsSpan(_before.Start, _before.Length);
        if (symbol.EndsWith("@@"))
        {
            return false;
        }

        foreach (var possible in EndingInAt)
        {
            if (symbol.SequenceEqual(possible) && _known is null)
            {
                Error = $"{StatementText.Place(text, _before.Start)}: {possible}{name} can be the operator {possible} or the parameter @{name}; write a space before or behind the @";
                return false;
            }
        }

        return word.Kind == TokenKind.Word || symbol.Length == 1 || _known is not null;
    }

    /// <summary>Whether the colon divides the bounds of a slice, as in <c>a[1:n]</c>.</summary>
    private bool IsSlice(in Token word)
        => _brackets.Count > 0 && !_brackets.Peek()
            && (word.Kind == TokenKind.Number || _beforeThat.Kind is TokenKind.Word or TokenKind.QuotedName or TokenKind.Number or TokenKind.Parameter
                or TokenKind.String or TokenKind.RightParenthesis or TokenKind.RightBracket);

    private void Put(int start, int end, int number)
    {
        _output.Append(text, _copied, start - _copied);
        if (_output.Length > 0 && CharacterKinds.IsWordPart(_output[^1]))
        {
            _output.Append(' ');
        }

        _output.Append('$').Append(number.ToString(CultureInfo.InvariantCulture));
        if (end < text.Length && CharacterKinds.IsWordPart(text[end]))
        {
            _output.Append(' ');
        }

        _copied = end;
    }
}
