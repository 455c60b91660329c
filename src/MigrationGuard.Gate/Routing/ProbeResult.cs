namespace MigrationGuard.Gate.Routing;

/// <summary>What answered through the front door.</summary>
/// <param name="Release">The version label that all answers named; null when they named none or different ones.</param>
/// <param name="Answered">How many requests were answered.</param>
/// <param name="Failed">How many were not.</param>
public sealed record ProbeResult(string? Release, int Answered, int Failed)
{
    /// <summary>The two version labels that the answers named, in ordinal order; null where they named one, three, or some named none.</summary>
    public (string First, string Second)? Both { get; init; }
}
