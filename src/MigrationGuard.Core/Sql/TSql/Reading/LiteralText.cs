using System.Globalization;
using System.Text;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Sql.TSql.Reading;

/// <summary>A text put together from literals, with the place of every character.</summary>
internal sealed class LiteralText
{
    private const int DeepestVariables = 8;
    private const int MostParts = 4096;

    private readonly StringBuilder _value = new();
    private int _parts;

    public OffsetMap Map { get; } = new();

    public string Value => _value.ToString();

    /// <summary>Whether a part of it stands in the script.</summary>
    public bool HasLiteral { get; private set; }

    /// <summary>Whether a part is not known before run time; the name of its variable stands in its place.</summary>
    public bool Incomplete { get; private set; }

    /// <summary>The text that the tokens make, or null when they are more than literals and variables, or no literal at all.</summary>
    public static LiteralText? Read(TokenCursor tokens, int from, int end, Variables variables)
    {
        var text = new LiteralText();
        return text.Append(tokens, from, end, variables, 0) && text.HasLiteral ? text : null;
    }

    private bool Append(TokenCursor tokens, int from, int end, Variables variables, int depth)
    {
        for (var at = from; at < end; at++)
        {
            if (_parts++ > MostParts)
            {
                return false;
            }

            at = Operand(tokens, at, variables, depth);
            if (at < 0 || at > end || (at < end && !tokens.IsSymbolAt(at, "+")))
            {
                return false;
            }
        }

        return end > from;
    }

    /// <summary>Appends an operand; gives the index behind it, or -1.</summary>
    private int Operand(TokenCursor tokens, int at, Variables variables, int depth)
    {
        switch (tokens[at].Kind)
        {
            case TokenKind.String:
            case TokenKind.QuotedName when tokens.Text[tokens[at].Start] == '"':
                var places = new OffsetMap();
                var value = Literals.Decode(tokens.Text, tokens[at], places);
                Map.Append(_value.Length, places);
                _value.Append(value);
                HasLiteral = true;
                return at + 1;
            case TokenKind.Parameter:
                if (depth < DeepestVariables && variables.Value(tokens.NameAt(at)) is { } assigned)
                {
                    Incomplete |= assigned.FromRows;
                    return Append(tokens, assigned.From, assigned.End, variables, depth + 1) ? at + 1 : -1;
                }

                return variables.IsDeclared(tokens.NameAt(at)) ? Unknown(tokens, at, at + 1) : Placeholder(tokens, at);
            case TokenKind.Word when tokens[at + 3].Kind == TokenKind.RightParenthesis:
                return Call(tokens, at);
            case TokenKind.Word or TokenKind.QuotedName:
                return Column(tokens, at);
            default:
                return -1;
        }
    }

    private int Placeholder(TokenCursor tokens, int at)
    {
        Map.Add(_value.Length, tokens[at].Start);
        _value.Append(tokens.NameAt(at));
        return at + 1;
    }

    private int Unknown(TokenCursor tokens, int at, int behind)
    {
        Incomplete = true;
        Map.Add(_value.Length, tokens[at].Start);
        var name = tokens.NameAt(at);
        _value.Append(name.StartsWith("@", StringComparison.Ordinal) ? name : "@" + name);
        return behind;
    }

    /// <summary>Appends the name of a column whose value is not known.</summary>
    private int Column(TokenCursor tokens, int at)
    {
        while (tokens[at + 1].Kind == TokenKind.Dot && tokens.IsNameAt(at + 2))
        {
            at += 2;
        }

        return Unknown(tokens, at, at + 1);
    }

    /// <summary>Appends CHAR(13), QUOTENAME(@x).</summary>
    private int Call(TokenCursor tokens, int at)
    {
        switch (tokens.KeywordAt(at))
        {
            case "QUOTENAME" when tokens.IsNameAt(at + 2):
                return Unknown(tokens, at + 2, at + 4);
            case "CHAR" or "NCHAR" when ushort.TryParse(tokens.Slice(at + 2, at + 3), NumberStyles.None, CultureInfo.InvariantCulture, out var code):
                Map.Add(_value.Length, tokens[at].Start);
                _value.Append((char)code);
                return at + 4;
            default:
                return -1;
        }
    }
}
