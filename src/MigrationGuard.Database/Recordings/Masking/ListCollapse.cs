using System.Text;
using MigrationGuard.Collections;
using MigrationGuard.Manifests;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Recordings.Masking;

/// <summary>Shortens lists that grow with the data: of members of one shape, two stay.</summary>
/// <param name="tokens">The statement.</param>
/// <param name="plan">What is decided about literals; gets the members that are left out.</param>
/// <param name="parameters">The application's parameters.</param>
internal sealed class ListCollapse(MaskTokens tokens, MaskPlan plan, EquatableList<ManifestParameter> parameters)
{
    // One member is another statement than several: IN ($1) is planned as an equality.
    private const int Kept = 2;

    private readonly StringBuilder _shape = new();
    private readonly Dictionary<string, int> _shapes = new(StringComparer.Ordinal);

    /// <summary>Whether a member was left out.</summary>
    public bool HasCollapsed { get; private set; }

    /// <summary>Shortens them, inner lists first.</summary>
    public void Collapse()
    {
        for (var i = tokens.Count - 1; i >= 0; i--)
        {
            if (tokens.Kind(i) == TokenKind.LeftParenthesis && tokens.Is(i - 1, "IN") && !IsQuery(i + 1))
            {
                CollapseMembers(i + 1, tokens.Partner(i));
            }
            else if (tokens.Kind(i) == TokenKind.LeftBracket && tokens.Is(i - 1, "ARRAY"))
            {
                CollapseMembers(i + 1, tokens.Partner(i));
            }
            else if (tokens.Is(i, "VALUES") && tokens.Kind(i + 1) == TokenKind.LeftParenthesis)
            {
                CollapseMembers(i + 1, EndOfRows(i + 1));
            }
        }
    }

    private bool IsQuery(int index)
    {
        while (tokens.Kind(index) == TokenKind.LeftParenthesis)
        {
            index++;
        }

        return tokens.Is(index, "SELECT") || tokens.Is(index, "WITH") || tokens.Is(index, "VALUES") || tokens.Is(index, "TABLE");
    }

    private int EndOfRows(int open)
    {
        var end = tokens.Partner(open) + 1;
        while (tokens.Kind(end) == TokenKind.Comma && tokens.Kind(end + 1) == TokenKind.LeftParenthesis)
        {
            end = tokens.Partner(end + 1) + 1;
        }

        return end;
    }

    private void CollapseMembers(int from, int end)
    {
        _shapes.Clear();
        for (var start = from; start < end;)
        {
            var behind = EndOfMember(start, end);
            var shape = Shape(start, behind);
            var seen = _shapes.GetValueOrDefault(shape);
            _shapes[shape] = seen + 1;
            if (seen >= Kept)
            {
                LeaveOut(start - 1, behind);
            }

            start = behind + 1;
        }
    }

    private int EndOfMember(int start, int end)
    {
        var index = start;
        while (index < end && tokens.Kind(index) != TokenKind.Comma)
        {
            index = tokens.Kind(index) is TokenKind.LeftParenthesis or TokenKind.LeftBracket ? tokens.Partner(index) + 1 : index + 1;
        }

        return index;
    }

    private void LeaveOut(int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            plan.Collapse(i);
        }

        HasCollapsed = true;
    }

    private string Shape(int start, int end)
    {
        _shape.Clear();
        for (var i = start; i < end; i++)
        {
            if (plan.IsDropped(i))
            {
                continue;
            }

            _shape.Append(' ');
            _ = plan.TypeOf(i) is { } type ? _shape.Append("$ ").Append(plan.CastOf(i) ?? type)
                : tokens.Kind(i) == TokenKind.Parameter ? _shape.Append("$ ").Append(TypeOf(i))
                : _shape.Append(tokens.Span(i));
        }

        return _shape.ToString();
    }

    private string TypeOf(int index) => ParameterNumber.Of(tokens.Span(index)) is var number && number <= parameters.Count ? parameters[number - 1].Type : ManifestParameter.Unknown;
}
