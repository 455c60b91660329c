using MigrationGuard.Presence;

namespace MigrationGuard.Hosting;

/// <summary>What was found when the database was last asked.</summary>
/// <param name="Proof">The proof; null where there was no answer.</param>
/// <param name="Fault">Why there was none.</param>
/// <param name="AskedAt">Timestamp of the question.</param>
/// <param name="ProvedAt">Timestamp of the proof, which an unchanged schema lets stand.</param>
internal sealed record OwnAnswer(OwnProof? Proof, string? Fault, long AskedAt, long ProvedAt);
