namespace MigrationGuard.Backfills;

/// <summary>Where a backfill is.</summary>
public enum BackfillState
{
    /// <summary>It works, or was interrupted and can be run again.</summary>
    Running,

    /// <summary>Somebody paused it.</summary>
    Paused,

    /// <summary>Somebody ended it; run again it begins anew.</summary>
    Cancelled,

    /// <summary>It stopped by itself; run again it goes on where it was.</summary>
    Stopped,

    /// <summary>Every row is done.</summary>
    Done,
}
