namespace MigrationGuard.Cli.Releases;

/// <summary>What is wanted of a release, and therefore has to be in order.</summary>
internal enum ReleasePurpose
{
    /// <summary>Going on: scripts, secrets of probes, policy.</summary>
    Forward,

    /// <summary>Going back, stopping or looking: the router.</summary>
    Back,
}
