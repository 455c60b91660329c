namespace MigrationGuard.Gate.Machine;

/// <summary>Whether a release may be rolled back.</summary>
public enum WayStanding
{
    /// <summary>Nothing was found that the old version could not live with.</summary>
    Open,

    /// <summary>The old version is below the rollback floor, or a later release builds on this one.</summary>
    Closed,

    /// <summary>It cannot be told.</summary>
    Unknown,
}
