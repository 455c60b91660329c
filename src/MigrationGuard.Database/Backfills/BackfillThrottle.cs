namespace MigrationGuard.Backfills;

/// <summary>When a backfill makes way for others. It is looked at between batches, while no lock is held.</summary>
public sealed record BackfillThrottle
{
    /// <summary>How often it is looked at; once a second by default.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How far a replica may be behind; 10 seconds by default, null for no limit.</summary>
    public TimeSpan? ReplicationLag { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many sessions may wait for locks on the table; none by default, null for no limit.</summary>
    public int? LockWaits { get; init; } = 0;

    /// <summary>How old the oldest transaction of the database may be, which keeps dead rows from being cleaned up; 15 minutes by default, null for no limit.</summary>
    public TimeSpan? TransactionAge { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>A query of the user's that gives one value: true, or a number above <see cref="QueryLimit"/>, makes it wait.</summary>
    public string? Query { get; init; }

    /// <summary>The highest number that <see cref="Query"/> may give; 0 by default.</summary>
    public decimal QueryLimit { get; init; }

    /// <summary>How long it waits for one of these before it stops; 30 minutes by default.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromMinutes(30);
}
