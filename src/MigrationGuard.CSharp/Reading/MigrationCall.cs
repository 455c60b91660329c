namespace MigrationGuard.CSharp.Reading;

/// <summary>A call chain that a migration makes, and when.</summary>
/// <param name="Chain">The calls.</param>
internal sealed record MigrationCall(Chain Chain)
{
    /// <summary>Whether it is made only under a condition that is not known.</summary>
    public bool Conditional { get; init; }

    /// <summary>Whether it is made in a loop that could not be unrolled.</summary>
    public bool InLoop { get; init; }

    /// <summary>Why the call cannot be read, where that is so: it is then reported as unread with this reason.</summary>
    public string? Fault { get; init; }
}
