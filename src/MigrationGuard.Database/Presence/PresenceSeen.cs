namespace MigrationGuard.Presence;

/// <summary>What is known of a process that said that it runs.</summary>
public sealed record PresenceSeen
{
    /// <summary>The process.</summary>
    public required AppIdentity Identity { get; init; }

    /// <summary>The role that it logged in as.</summary>
    public required string Role { get; init; }

    /// <summary>The application name of the session by which it said so.</summary>
    public required string ApplicationName { get; init; }

    /// <summary>When it was first seen, by the server's clock.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it was last seen, by the server's clock.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>When it said that it ends; null when it never did.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>How long ago it was last seen, by the server's clock.</summary>
    public required TimeSpan Silence { get; init; }

    /// <summary>Whether it runs: it did not say that it ends, and it was seen within the time.</summary>
    public bool Runs(TimeSpan within) => EndedAt is null && Silence <= within;
}
