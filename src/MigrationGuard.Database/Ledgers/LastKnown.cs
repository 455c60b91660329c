using System.Text.Json;

namespace MigrationGuard.Ledgers;

/// <summary>What was known of a release when the ledger last answered.</summary>
/// <param name="Release">The release.</param>
/// <param name="State">The state of the machine as JSON.</param>
/// <param name="Floor">The rollback floor; null where there was none.</param>
/// <param name="At">When that was.</param>
public sealed record LastKnown(ReleaseRecord Release, JsonElement State, RollbackFloor? Floor, DateTimeOffset At);
