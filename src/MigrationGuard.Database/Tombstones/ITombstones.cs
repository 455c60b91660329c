using MigrationGuard.Execution;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Tombstones;

/// <summary>
/// Hides what is to be removed, so that it can be shown again, and looks who misses it. What it does is recorded in the database in the transaction that does it; every method can
/// be called again after any end. All throw <c>DatabaseException</c> when the server is lost or refuses.
/// </summary>
public interface ITombstones
{
    /// <summary>What the steps remove and how it would be hidden; the steps are tried in a transaction and rolled back.</summary>
    Task<HidingPlan> PlanAsync(IReadOnlyList<MigrationStep> steps, CancellationToken cancellation);

    /// <summary>What was hidden for a release; null when nothing was.</summary>
    Task<Hiding?> FindAsync(string release, CancellationToken cancellation);

    /// <summary>Hides what the steps remove, or what is still to be seen of it. What was shown again because somebody asked for it stays shown.</summary>
    /// <exception cref="LeaseLostException">The lease does not count.</exception>
    Task<HidingReport> HideAsync(string release, IReadOnlyList<MigrationStep> steps, Lease lease, CancellationToken cancellation);

    /// <summary>Looks for those who asked for what is hidden, and records them.</summary>
    Task<Hiding?> LookAsync(string release, CancellationToken cancellation);

    /// <summary>Shows everything again, as it was. It needs no lease: it only gives back.</summary>
    Task<HidingReport> ShowAsync(string release, CancellationToken cancellation);

    /// <summary>Gives the names back, because the statements that remove use them; rights stay withdrawn.</summary>
    Task<HidingReport> RenameBackAsync(string release, Lease lease, CancellationToken cancellation);

    /// <summary>When the objects are gone: gives back the rights on what stays.</summary>
    Task<HidingReport> SettleAsync(string release, Lease lease, CancellationToken cancellation);

    /// <summary>Records that somebody asked for something that is hidden, as whoever watches the application has seen it.</summary>
    Task ReportAsync(string release, TombstoneHit hit, CancellationToken cancellation);

    /// <summary>Takes it upon somebody that those who asked so far do not count any more.</summary>
    Task SettleHitsAsync(string release, string reason, CancellationToken cancellation);
}
