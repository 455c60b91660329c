using System.Globalization;
using System.Text;
using MigrationGuard.Collections;
using MigrationGuard.Manifests;
using MigrationGuard.Sql.Lexing;

namespace MigrationGuard.Recordings.Masking;

/// <summary>Writes a statement without its literals.</summary>
/// <param name="tokens">The statement.</param>
/// <param name="plan">What becomes of its tokens.</param>
/// <param name="parameters">The application's parameters.</param>
internal sealed class MaskWriter(MaskTokens tokens, MaskPlan plan, EquatableList<ManifestParameter> parameters)
{
    // What the protocol can carry. https://www.postgresql.org/docs/current/protocol-message-formats.html
    private const int MostParameters = 65535;

    private readonly StringBuilder _output = new(tokens.Text.Length);
    private readonly List<ManifestParameter> _parameters = [];
    private readonly Dictionary<int, int> _masked = [];
    private int[] _numbers = [];

    /// <summary>The statement.</summary>
    public MaskedStatement Write()
    {
        NumberParameters();
        var space = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            space |= i > 0 && !plan.IsCollapsed(i) && tokens[i].Start > tokens[i - 1].End;
            if (plan.IsDropped(i))
            {
                continue;
            }

            Append(i, space);
            space = false;
        }

        if (_parameters.Count > MostParameters)
        {
            plan.Fail("more literals than a statement can have parameters");
        }

        return new MaskedStatement(_output.ToString(), _parameters.ToArray());
    }

    // Parameters keep their numbers, but those that only members left out of a list used are gone.
    private void NumberParameters()
    {
        _numbers = new int[parameters.Count + 1];
        var uses = new (bool Left, bool Gone)[parameters.Count + 1];
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens.Kind(i) == TokenKind.Parameter)
            {
                var number = ParameterNumber.Of(tokens.Span(i));
                uses[number] = plan.IsDropped(i) ? uses[number] with { Gone = true } : uses[number] with { Left = true };
            }
        }

        for (var number = 1; number <= parameters.Count; number++)
        {
            if (uses[number].Left || !uses[number].Gone)
            {
                _parameters.Add(parameters[number - 1]);
                _numbers[number] = _parameters.Count;
            }
        }
    }

    private void Append(int index, bool space)
    {
        if (space)
        {
            _output.Append(' ');
        }

        if (plan.TypeOf(index) is { } type)
        {
            AppendMasked(index, type);
        }
        else if (tokens.Kind(index) == TokenKind.Parameter)
        {
            AppendNumber(_numbers[ParameterNumber.Of(tokens.Span(index))]);
        }
        else
        {
            AppendPart(tokens.Span(index));
        }
    }

    private void AppendMasked(int index, string type)
    {
        var literal = plan.SharedWith(index);
        if (!_masked.TryGetValue(literal, out var number))
        {
            _parameters.Add(new ManifestParameter(null, type));
            _masked[literal] = number = _parameters.Count;
        }

        if (plan.CastOf(index) is { } cast)
        {
            AppendPart("CAST(");
            AppendNumber(number);
            _output.Append(" AS ").Append(cast).Append(')');
        }
        else
        {
            AppendNumber(number);
        }
    }

    private void AppendNumber(int number)
    {
        AppendPart("$");
        _output.Append(number.ToString(CultureInfo.InvariantCulture));
    }

    // A dollar or letter directly behind a word would belong to it.
    private void AppendPart(ReadOnlySpan<char> text)
    {
        if (_output.Length > 0 && CharacterKinds.IsWordPart(_output[^1]) && (text[0] == '$' || CharacterKinds.IsWordPart(text[0])))
        {
            _output.Append(' ');
        }

        _output.Append(text);
    }
}
