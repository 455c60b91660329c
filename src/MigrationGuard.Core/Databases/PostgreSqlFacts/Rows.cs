namespace MigrationGuard.Databases.PostgreSqlFacts;

/// <summary>The words in which the rows about PostgreSQL are written.</summary>
internal static class Rows
{
    /// <summary>The test <c>RehearsalTests</c> on servers of these versions.</summary>
    public const string Measured = "measured: PostgreSQL 15, 18";

    /// <summary>The manual; a page is added.</summary>
    public const string Manual = "https://www.postgresql.org/docs/current/";

    /// <summary>What most of ALTER TABLE takes.</summary>
    public static FactLock[] Exclusively { get; } = [new(LockTarget.Tree, PostgreSqlLocks.AccessExclusive)];

    /// <summary>One lock.</summary>
    public static FactLock[] On(LockTarget target, LockMode mode) => [new(target, mode)];

    /// <summary>These locks and one more.</summary>
    public static FactLock[] And(this FactLock[] locks, LockTarget target, LockMode mode) => [.. locks, new(target, mode)];
}
