namespace MigrationGuard.Gate.Routing;

/// <summary>Where clients come in, and how an answer names the version that gave it.</summary>
/// <param name="Address">What is asked with GET; it should answer without a sign-in and without a cache on the way.</param>
public sealed record FrontDoorSettings(Uri Address)
{
    /// <summary>The header of the answer that holds the version label.</summary>
    public string ReleaseHeader { get; init; } = "X-Release";

    /// <summary>How long one answer may take; a second by default.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);
}
