using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Whether a slot runs the version that it should, with what was seen in a sentence.</summary>
public sealed record SlotResult(EvidenceVerdict Verdict, string Why);
