namespace MigrationGuard.Gate.Running;

/// <summary>How far a run goes.</summary>
public enum ReleaseGoal
{
    /// <summary>As far as it goes without being asked: the rollback window, or where it comes to rest.</summary>
    Rest,

    /// <summary>Until the new version counts as live.</summary>
    Prepared,

    /// <summary>Until the schema has what the new version needs.</summary>
    Expanded,

    /// <summary>Until all evidence passed.</summary>
    Verified,
}
