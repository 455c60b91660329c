using System.Text.Json;

namespace MigrationGuard.Ledgers;

/// <summary>An entry of the append-only journal of a release.</summary>
/// <param name="Sequence">Its place; later entries of a database have higher numbers.</param>
/// <param name="Release">The release's id.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Name">The command or event, e.g. <c>flip</c>.</param>
/// <param name="Payload">Its data, an object.</param>
/// <param name="At">When it happened.</param>
/// <param name="Token">The fencing token of the lease under which it was written; 0 for what happened while the ledger was out of reach.</param>
public sealed record JournalEntry(long Sequence, string Release, JournalKind Kind, string Name, JsonElement Payload, DateTimeOffset At, long Token);
