using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MigrationGuard.CSharp.Reading.Library;

/// <summary>A <c>StringBuilder</c>.</summary>
internal sealed record TextBuilderValue(SyntaxNode At) : ObjectValue(At)
{
    private static readonly HashSet<string> Asks = new(StringComparer.Ordinal) { "ToString", "Equals", "GetHashCode", "GetType", "EnsureCapacity", "CopyTo", "GetChunks" };

    private Part? Last { get; init; }

    /// <summary>The text so far.</summary>
    public MappedText Text(SyntaxNode at)
    {
        if (Last is null)
        {
            return MappedText.Of("", at);
        }

        var parts = new MappedText[Last.Number];
        for (var part = Last; part is not null; part = part.Before)
        {
            parts[part.Number - 1] = part.Text;
        }

        return MappedText.Join(parts);
    }

    /// <summary>What a method makes of it.</summary>
    public TextBuilderValue After(string name, Arguments arguments, ExpressionSyntax at)
    {
        var given = arguments.Items is [{ Value: var first }] ? Values.Text(first, first.At) : null;
        MappedText? added = name switch
        {
            "Append" => given,
            "AppendLine" when arguments.Count == 0 => MappedText.Of("\n", at),
            "AppendLine" => given?.Append(MappedText.Of("\n", at)),
            "AppendFormat" when arguments.Items is [{ Value: TextValue { Text: var format } }, ..] => Formats.Format(format, [.. arguments.Items.Skip(1).Select(static item => item.Value)], at),
            _ => null,
        };
        return name == "Clear" ? this with { Last = null }
            : Asks.Contains(name) ? this
            : name.StartsWith("Append", StringComparison.Ordinal) ? With(added ?? Placeholder(at))
            : this with { Last = new Part(null, Placeholder(at)) };
    }

    /// <summary>With a text appended.</summary>
    public TextBuilderValue With(MappedText text) => this with { Last = new Part(Last, text) };

    /// <summary>What both begin with; null when it is not one builder.</summary>
    public TextBuilderValue? Common(TextBuilderValue other)
    {
        if (!IsSame(other))
        {
            return null;
        }

        var (left, right) = (Last, other.Last);
        while (left != right)
        {
            (left, right) = (left?.Number ?? 0) >= (right?.Number ?? 0) ? (left?.Before, right) : (left, right!.Before);
        }

        return this with { Last = left };
    }

    /// <summary>With something that is not known.</summary>
    public TextBuilderValue AndMore(SyntaxNode at)
        => Last is { IsOpen: true } ? this : this with { Last = new Part(Last, MappedText.Of(Operations.ObjectName.Placeholder("…"), at) with { HasPlaceholders = true }) { IsOpen = true } };

    private static MappedText Placeholder(ExpressionSyntax at) => MappedText.Of(new UnknownValue("", at).Placeholder, at) with { HasPlaceholders = true };

    private sealed class Part(Part? before, MappedText text)
    {
        public Part? Before => before;

        public MappedText Text => text;

        public int Number { get; } = (before?.Number ?? 0) + 1;

        /// <summary>Whether it stands for anything, also nothing.</summary>
        public bool IsOpen { get; init; }
    }
}
