using MigrationGuard.Proofs;

namespace MigrationGuard.Presence;

/// <summary>A statement of the process's own version that is not proved.</summary>
public sealed record OwnStatement
{
    /// <summary>What is said of it.</summary>
    public required ProofVerdict Verdict { get; init; }

    /// <summary>Its text, the first 500 characters.</summary>
    public required string Text { get; init; }

    /// <summary>Where it is in the source, e.g. <c>Users/UserStore.cs:42</c>; null when nobody knows.</summary>
    public string? Place { get; init; }

    /// <summary>The SQLSTATE of the server's error; null without one.</summary>
    public string? SqlState { get; init; }

    /// <summary>The server's message.</summary>
    public string? Message { get; init; }

    /// <summary>The cause in our words.</summary>
    public string? Cause { get; init; }

    /// <summary>One sentence.</summary>
    public override string ToString()
    {
        var state = SqlState is null ? "" : $" ({SqlState})";
        var server = Message is null ? "" : $"{Message}{state}";
        var said = string.Join("; ", new[] { server, Cause ?? "" }.Where(part => part.Length > 0).Distinct(StringComparer.Ordinal));
        return $"{(Place is null ? "" : Place + ": ")}{Text}: {said}";
    }
}
