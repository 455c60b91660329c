using Microsoft.CodeAnalysis;

namespace MigrationGuard.CSharp.Reading;

/// <summary>One member of a call chain: <c>.WithColumn("id")</c>, <c>.Rename</c>.</summary>
/// <param name="Name">The member.</param>
/// <param name="Arguments">Its arguments; none for a property.</param>
/// <param name="Node">From the name to the closing parenthesis belongs to this link: the span to report.</param>
internal sealed record Link(string Name, Arguments Arguments, SyntaxNode Node)
{
    /// <summary>Its type arguments, as C# writes them.</summary>
    public IReadOnlyList<TypeValue> TypeArguments { get; init; } = [];

    /// <summary>Whether it is called, and no property.</summary>
    public bool IsCall { get; init; }

    /// <summary>The place of the link itself, without what stands in front of it.</summary>
    public Microsoft.CodeAnalysis.Text.TextSpan Span { get; init; }
}
