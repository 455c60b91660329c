namespace MigrationGuard.Bench.Switching;

/// <summary>One move that was measured.</summary>
/// <param name="Back">Whether it was a rollback.</param>
/// <param name="LastOld">From the decision to the last answer of the version that was left.</param>
/// <param name="Seen">From the decision until ten new connections were answered by the other version only.</param>
internal sealed record Move(bool Back, TimeSpan LastOld, TimeSpan Seen);
