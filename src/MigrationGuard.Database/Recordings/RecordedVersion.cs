using MigrationGuard.Collections;

namespace MigrationGuard.Recordings;

/// <summary>What a recording is to become the manifest of.</summary>
/// <param name="Service">The application.</param>
/// <param name="Label">The version as people call it.</param>
/// <param name="Digest">What identifies the build.</param>
public sealed record RecordedVersion(string Service, string Label, string Digest)
{
    /// <summary>The roles of which statements are taken, the manifest's own first; none takes all, which have to be of one role then.</summary>
    public EquatableList<string> Roles { get; init; }

    /// <summary>The manifest's search_path; null takes the one that all sessions had.</summary>
    public string? SearchPath { get; init; }

    /// <summary>The manifest's settings, ordered by name; null takes those that all sessions had.</summary>
    public EquatableList<KeyValuePair<string, string>>? Settings { get; init; }
}
