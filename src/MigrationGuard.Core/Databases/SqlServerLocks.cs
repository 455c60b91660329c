namespace MigrationGuard.Databases;

/// <summary>The table lock modes of SQL Server (https://learn.microsoft.com/sql/relational-databases/sql-server-transaction-locking-and-row-versioning-guide#lock_modes).</summary>
public static class SqlServerLocks
{
    /// <summary>Taken while a statement is compiled and run.</summary>
    public static LockMode SchemaStability { get; } = new("Sch-S", 1, BlocksReads: false, BlocksWrites: false);

    /// <summary>Taken by reads.</summary>
    public static LockMode IntentShared { get; } = new("IS", 2, BlocksReads: false, BlocksWrites: false);

    /// <summary>Taken by writes of single rows.</summary>
    public static LockMode IntentExclusive { get; } = new("IX", 3, BlocksReads: false, BlocksWrites: false);

    /// <summary>Blocks writes.</summary>
    public static LockMode Shared { get; } = new("S", 4, BlocksReads: false, BlocksWrites: true);

    /// <summary>Blocks writes; rows of it are written.</summary>
    public static LockMode SharedIntentExclusive { get; } = new("SIX", 5, BlocksReads: false, BlocksWrites: true);

    /// <summary>Blocks writes and locking reads.</summary>
    public static LockMode Exclusive { get; } = new("X", 6, BlocksReads: true, BlocksWrites: true);

    /// <summary>Blocks everything, reads with NOLOCK or row versions too.</summary>
    public static LockMode SchemaModification { get; } = new("Sch-M", 7, BlocksReads: true, BlocksWrites: true);

    /// <summary>All, weakest first.</summary>
    public static IReadOnlyList<LockMode> All { get; } =
        [SchemaStability, IntentShared, IntentExclusive, Shared, SharedIntentExclusive, Exclusive, SchemaModification];
}
