namespace MigrationGuard.Databases;

/// <summary>The table lock modes of PostgreSQL (https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES).</summary>
public static class PostgreSqlLocks
{
    /// <summary>Taken by SELECT.</summary>
    public static LockMode AccessShare { get; } = new("ACCESS SHARE", 1, BlocksReads: false, BlocksWrites: false);

    /// <summary>Taken by SELECT … FOR UPDATE.</summary>
    public static LockMode RowShare { get; } = new("ROW SHARE", 2, BlocksReads: false, BlocksWrites: false);

    /// <summary>Taken by INSERT, UPDATE, DELETE and MERGE.</summary>
    public static LockMode RowExclusive { get; } = new("ROW EXCLUSIVE", 3, BlocksReads: false, BlocksWrites: false);

    /// <summary>Blocks itself and stronger ones: VACUUM, CREATE INDEX CONCURRENTLY, VALIDATE CONSTRAINT.</summary>
    public static LockMode ShareUpdateExclusive { get; } = new("SHARE UPDATE EXCLUSIVE", 4, BlocksReads: false, BlocksWrites: false);

    /// <summary>Blocks writes: CREATE INDEX.</summary>
    public static LockMode Share { get; } = new("SHARE", 5, BlocksReads: false, BlocksWrites: true);

    /// <summary>Blocks writes and itself: CREATE TRIGGER, ADD FOREIGN KEY.</summary>
    public static LockMode ShareRowExclusive { get; } = new("SHARE ROW EXCLUSIVE", 6, BlocksReads: false, BlocksWrites: true);

    /// <summary>Blocks all but plain reads: REFRESH MATERIALIZED VIEW CONCURRENTLY.</summary>
    public static LockMode Exclusive { get; } = new("EXCLUSIVE", 7, BlocksReads: false, BlocksWrites: true);

    /// <summary>Blocks everything: most of ALTER TABLE, DROP, TRUNCATE.</summary>
    public static LockMode AccessExclusive { get; } = new("ACCESS EXCLUSIVE", 8, BlocksReads: true, BlocksWrites: true);

    /// <summary>All, weakest first.</summary>
    public static IReadOnlyList<LockMode> All { get; } =
        [AccessShare, RowShare, RowExclusive, ShareUpdateExclusive, Share, ShareRowExclusive, Exclusive, AccessExclusive];

    /// <summary>Whether the two modes keep each other out, on one table.</summary>
    public static bool Conflict(LockMode left, LockMode right)
    {
        var (weak, strong) = left.Strength <= right.Strength ? (left, right) : (right, left);
        return weak == AccessShare ? strong == AccessExclusive
            : weak == RowShare ? strong.Strength >= Exclusive.Strength
            : weak == RowExclusive ? strong.Strength >= Share.Strength
            : weak != Share || strong != Share;
    }

    /// <summary>The mode with this name (ignoring case), as LOCK TABLE writes it; null when there is none.</summary>
    public static LockMode? Find(string name)
    {
        foreach (var mode in All)
        {
            if (string.Equals(mode.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return mode;
            }
        }

        return null;
    }
}
