namespace MigrationGuard.Backfills;

/// <summary>What somebody wants of a backfill.</summary>
public enum BackfillWish
{
    /// <summary>That it waits behind its batch.</summary>
    Pause,

    /// <summary>That it goes on.</summary>
    Resume,

    /// <summary>That it ends behind its batch.</summary>
    Cancel,
}
