using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Looks for what still runs of the old version of a release.</summary>
public interface IOldVersion
{
    /// <summary>Whether instances answer or sessions of it are connected; names them.</summary>
    Task<OldResult> ObserveAsync(ReleaseRecord release, CancellationToken cancellation);
}
