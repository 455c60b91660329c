using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Looks which version runs in a slot.</summary>
public interface ISlotIdentity
{
    /// <summary>A failure where the slot names another version, unknown where it does not answer; a slot that names none is taken at its word.</summary>
    Task<SlotResult> ObserveAsync(ReleaseSide side, CancellationToken cancellation);
}
