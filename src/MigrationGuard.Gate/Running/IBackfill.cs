using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Looks at the jobs that fill rows for a release.</summary>
public interface IBackfill
{
    /// <summary>How far they are.</summary>
    /// <exception cref="Servers.DatabaseException">The server refuses or is lost.</exception>
    Task<JobsResult> ObserveAsync(ReleaseRecord release, CancellationToken cancellation);
}
