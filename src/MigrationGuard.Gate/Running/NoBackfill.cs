using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>For releases that fill no rows.</summary>
public sealed class NoBackfill : IBackfill
{
    /// <inheritdoc/>
    public Task<JobsResult> GoOnAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation) => Task.FromResult(new JobsResult(JobsStanding.Finished, "the release fills no rows"));
}
