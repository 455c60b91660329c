namespace MigrationGuard.Gate.Queue;

/// <summary>What has to hold before something is removed; in the order in which it is said.</summary>
public enum ContractCondition
{
    /// <summary>The window is closed, and the old version is gone and retired.</summary>
    Retired,

    /// <summary>No live version has a statement that needs it.</summary>
    Needed,

    /// <summary>Nothing in the schema uses it that is not removed with it.</summary>
    Users,

    /// <summary>No backfill is unfinished.</summary>
    Backfill,

    /// <summary>Nothing that needs it ran for as long as it has to be watched.</summary>
    Statements,

    /// <summary>It was hidden long enough, and nobody asked.</summary>
    Tombstone,

    /// <summary>It is scheduled, and there is enough left of a maintenance window.</summary>
    Window,

    /// <summary>Enough people approved it as it is now.</summary>
    Approvals,

    /// <summary>It is recorded from what the data can be brought back.</summary>
    RestorePoint,

    /// <summary>Nothing goes before it, and nothing else happens to its tables.</summary>
    Order,
}
