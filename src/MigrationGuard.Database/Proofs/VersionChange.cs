namespace MigrationGuard.Proofs;

/// <summary>A change of the state of a version.</summary>
/// <param name="Service">The application.</param>
/// <param name="Label">The version.</param>
/// <param name="State">The new state.</param>
public sealed record VersionChange(string Service, string Label, VersionState State)
{
    /// <summary>When the way back to the version ends; null: no end is set.</summary>
    public DateTimeOffset? WindowUntil { get; init; }

    /// <summary>Why; it is kept.</summary>
    public string? Reason { get; init; }
}
