using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Library;

/// <summary>A <c>StringBuilder</c>: what is appended to it is seen by everybody who keeps it.</summary>
/// <param name="Conditions">The number of open conditions under which it was made: what is appended under more of them is not known to be in it.</param>
/// <param name="At">The expression.</param>
internal sealed record TextBuilderValue(int Conditions, SyntaxNode At) : Value(At)
{
    private readonly List<MappedText> _parts = [];

    /// <summary>The text so far.</summary>
    public MappedText Text(SyntaxNode at) => _parts.Count == 0 ? MappedText.Of("", at) : MappedText.Join(_parts);

    /// <summary>A method that appends; null when it is another one.</summary>
    public Value? Call(string name, Arguments arguments, int conditions, ExpressionSyntax at)
    {
        var given = arguments.Items is [{ Value: var first }, ..] ? Values.Text(first, first.At) : null;
        MappedText? added = name switch
        {
            "Append" => given,
            "AppendLine" => given is null ? MappedText.Of("\n", at) : given.Append(MappedText.Of("\n", at)),
            "AppendFormat" when arguments.Items is [{ Value: TextValue { Text: var format } }, ..] => Formats.Format(format, [.. arguments.Items.Skip(1).Select(static item => item.Value)], at),
            _ => null,
        };
        if (name == "ToString")
        {
            return new TextValue(Text(at), at);
        }

        if (name == "Clear")
        {
            _parts.Clear();
        }

        Add(added ?? (name is "Clear" ? MappedText.Of("", at) : Placeholder(at)), conditions, at);
        return this;
    }

    /// <summary>Appends a text.</summary>
    public void Add(MappedText text, int conditions, ExpressionSyntax at) => _parts.Add(conditions > Conditions ? Placeholder(at) : text);

    private static MappedText Placeholder(ExpressionSyntax at) => MappedText.Of(new UnknownValue("", at).Placeholder, at) with { HasPlaceholders = true };
}
