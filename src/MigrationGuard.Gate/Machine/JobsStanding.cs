namespace MigrationGuard.Gate.Machine;

/// <summary>How far the backfills of a release are.</summary>
public enum JobsStanding
{
    /// <summary>It has none, or all are done and nothing is left to fill.</summary>
    Finished,

    /// <summary>They work.</summary>
    Running,

    /// <summary>One failed for good.</summary>
    Failed,

    /// <summary>It cannot be told.</summary>
    Unknown,
}
