namespace MigrationGuard.Databases.SqlServerFacts;

/// <summary>The words in which the rows about SQL Server are written.</summary>
internal static class Rows
{
    public const string Docs = "https://learn.microsoft.com/sql/";

    public const string AlterTable = Docs + "t-sql/statements/alter-table-transact-sql";

    public const string AlterColumn = Docs + "t-sql/statements/alter-table-transact-sql#alter-column";

    public const string OnlineIndex = Docs + "relational-databases/indexes/how-online-index-operations-work";

    public const string IndexPage = Docs + "t-sql/statements/create-index-transact-sql";

    /// <summary>Widely known, in no documentation that was read.</summary>
    public const string General = "general knowledge, not verified";

    /// <summary>Read in articles by experts (M. J. Swart, P. White) only.</summary>
    public const string Articles = "articles by M. J. Swart and P. White, not verified";

    /// <summary>What every ALTER TABLE takes.</summary>
    public static FactLock[] Exclusively { get; } = [new(LockTarget.Table, SqlServerLocks.SchemaModification)];

    /// <summary>One lock.</summary>
    public static FactLock[] On(LockTarget target, LockMode mode) => [new(target, mode)];

    /// <summary>These locks and one more.</summary>
    public static FactLock[] And(this FactLock[] locks, LockTarget target, LockMode mode) => [.. locks, new(target, mode)];
}
