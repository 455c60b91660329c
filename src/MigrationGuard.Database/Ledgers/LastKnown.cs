using System.Text.Json;

namespace MigrationGuard.Ledgers;

/// <summary>What was known of a release when the ledger last answered.</summary>
/// <param name="Release">The release.</param>
/// <param name="State">The state of the machine as JSON.</param>
/// <param name="NoWayBack">Why the old version cannot have the traffic back; null when it can.</param>
/// <param name="At">When that was.</param>
public sealed record LastKnown(ReleaseRecord Release, JsonElement State, string? NoWayBack, DateTimeOffset At);
