namespace MigrationGuard.Ledgers;

/// <summary>The replacement of one version of a service by another on one database.</summary>
public sealed record ReleaseRecord
{
    /// <summary>Its name, unique in the database, e.g. <c>webshop-4.3.0</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The application.</summary>
    public required string Service { get; init; }

    /// <summary>The version that has the traffic when it starts.</summary>
    public required ReleaseSide Old { get; init; }

    /// <summary>The version that is to have it.</summary>
    public required ReleaseSide New { get; init; }

    /// <summary>SHA-256 over everything that was planned: migrations, versions, slots, policy.</summary>
    public required string Plan { get; init; }

    /// <summary>The fingerprint of the schema that it was planned on.</summary>
    public required string PlannedOn { get; init; }

    /// <summary>The release that was live when it was planned; null for the first one.</summary>
    public string? Base { get; init; }

    /// <summary>When it was stored.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Who started it.</summary>
    public required string StartedBy { get; init; }

    /// <summary>Where it stands.</summary>
    public ReleaseProgress Progress { get; init; } = new("draft", ReleaseStanding.Underway);
}
