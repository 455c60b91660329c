using MigrationGuard.Collections;

namespace MigrationGuard.Manifests;

/// <summary>The SQL that an app version runs.</summary>
public sealed record StatementManifest
{
    /// <summary>The search_path of a server that nobody configured.</summary>
    public const string DefaultSearchPath = "\"$user\", public";

    /// <summary>The application.</summary>
    public required string Service { get; init; }

    /// <summary>The version as people call it, such as <c>4.2.0</c>.</summary>
    public required string Label { get; init; }

    /// <summary>What identifies the build: the image's digest or the commit.</summary>
    public required string Digest { get; init; }

    /// <summary>The role that the application connects as.</summary>
    public required string Role { get; init; }

    /// <summary>The search_path of its sessions.</summary>
    public string SearchPath { get; init; } = DefaultSearchPath;

    /// <summary>Settings of its sessions that change how SQL is read (see <see cref="ReadingSettings"/>), ordered by name.</summary>
    public EquatableList<KeyValuePair<string, string>> Settings { get; init; }

    /// <summary>The statements.</summary>
    public EquatableList<ManifestStatement> Statements { get; init; }

    /// <summary>How its statements were recorded; null when they were not.</summary>
    public ManifestRecording? Recording { get; init; }

    /// <summary>What the database recorded when the version was published, as JSON; null before.</summary>
    public string? Footprint { get; init; }
}
