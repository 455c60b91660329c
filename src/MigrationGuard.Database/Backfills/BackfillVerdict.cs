namespace MigrationGuard.Backfills;

/// <summary>How a run ended.</summary>
public enum BackfillVerdict
{
    /// <summary>No row is left to do.</summary>
    Done,

    /// <summary>Rows are left that it could not do.</summary>
    Left,

    /// <summary>A row was refused by the server.</summary>
    RowRefused,

    /// <summary>The definition does not fit the database.</summary>
    Unfit,

    /// <summary>Another definition is underway under the same name.</summary>
    Differs,

    /// <summary>Another one runs it, a lock never came, or it had to make way for too long.</summary>
    Busy,

    /// <summary>The server was lost, and did not come back in time.</summary>
    Lost,

    /// <summary>It is paused.</summary>
    Paused,

    /// <summary>Somebody ended it.</summary>
    Cancelled,
}
