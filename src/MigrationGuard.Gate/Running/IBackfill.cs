using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Fills rows for a release.</summary>
public interface IBackfill
{
    /// <summary>Does the next job, or goes on with one that was begun; says how far they all are.</summary>
    /// <exception cref="LeaseLostException">The lease does not count any more.</exception>
    /// <exception cref="Servers.DatabaseException">The server refuses or is lost.</exception>
    Task<JobsResult> GoOnAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation);
}
