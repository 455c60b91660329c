using Microsoft.CodeAnalysis;

namespace MigrationGuard.CSharp.Reading;

/// <summary>A call chain that a migration makes, and when.</summary>
/// <param name="Chain">The calls.</param>
internal sealed record MigrationCall(Chain Chain)
{
    /// <summary>Whether it is made only under a condition that is not known.</summary>
    public bool Conditional { get; init; }

    /// <summary>Whether it is made in a loop that could not be unrolled.</summary>
    public bool InLoop { get; init; }

    /// <summary>Where the migration itself makes it: the expression in the body that the walk began with. The chain may stand in a helper of another file.</summary>
    public SyntaxNode? Site { get; init; }

    /// <summary>Why the call cannot be read, where that is so: it is then reported as unread with this reason.</summary>
    public string? Fault { get; init; }
}
