using MigrationGuard.Gate.Verification;

namespace MigrationGuard.Gate.Watching;

/// <summary>Where the old version is looked for.</summary>
public sealed record OldSessionsSettings
{
    /// <summary>The slots by the names that the router uses.</summary>
    public required IReadOnlyDictionary<string, SlotDoor> Slots { get; init; }

    /// <summary>The path that every version answers with its name; <c>/</c> by default.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The header by which an answer names its version; <c>X-Release</c> by default.</summary>
    public string ReleaseHeader { get; init; } = "X-Release";

    /// <summary>The <c>application_name</c> of workers, jobs and other consumers of the service; <c>{version}</c> and <c>{slot}</c> are replaced.</summary>
    public IReadOnlyList<string> OtherNames { get; init; } = [];

    /// <summary>How long to wait for an answer; 2 seconds by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);
}
