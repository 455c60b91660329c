namespace MigrationGuard.Gate.Stories;

/// <summary>What a DORA event is.</summary>
public enum DoraKind
{
    /// <summary>A version got the traffic.</summary>
    Deployment,

    /// <summary>The way back was begun: the deployment counts as a failed change.</summary>
    ChangeFailure,

    /// <summary>The old version had the traffic again.</summary>
    Restore,
}

/// <summary>An event of a release.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="At">When.</param>
/// <param name="Release">The release.</param>
/// <param name="Version">The new version of the release.</param>
/// <param name="Seconds">Of a deployment, since the release was started; of a restore, since the version had the traffic; of a failure, null.</param>
public sealed record DoraEvent(DoraKind Kind, DateTimeOffset At, string Release, string Version, double? Seconds);
