namespace MigrationGuard.TestKit.Loads;

/// <summary>What an application met.</summary>
/// <param name="Statements">Statements that it sent.</param>
/// <param name="Failures">What the server said of those that failed, one entry each.</param>
/// <param name="LongestLockWait">The longest time that one of its sessions waited for a lock, by pg_locks.</param>
public sealed record LoadReport(long Statements, IReadOnlyList<string> Failures, TimeSpan LongestLockWait)
{
    /// <summary>Both as one.</summary>
    public LoadReport With(LoadReport other) => new(Statements + other.Statements, [.. Failures, .. other.Failures], LongestLockWait > other.LongestLockWait ? LongestLockWait : other.LongestLockWait);
}
