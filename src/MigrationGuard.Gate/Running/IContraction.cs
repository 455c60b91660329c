using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Removes what only the old version of a release needed. Every method can be called again; all throw <c>DatabaseException</c> when the server is lost.</summary>
public interface IContraction
{
    /// <summary>Whether a live version needs something of what is to be removed.</summary>
    Task<ContractResult> CheckAsync(ReleaseRecord release, CancellationToken cancellation);

    /// <summary>Hides what is to be removed.</summary>
    Task<TombstoneResult> PlaceAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation);

    /// <summary>Whether somebody asked for what is hidden.</summary>
    Task<TombstoneResult> ObserveAsync(ReleaseRecord release, CancellationToken cancellation);

    /// <summary>Shows again what was hidden.</summary>
    Task<TombstoneResult> LiftAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation);

    /// <summary>Finds the first step of which the result is not there yet and takes it, if what is to be removed is still what the grant was given for.</summary>
    Task<StepResult> RunNextAsync(ReleaseRecord release, ContractGrant grant, Lease lease, CancellationToken cancellation);
}
