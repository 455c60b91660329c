using MigrationGuard.Ledgers;

namespace MigrationGuard.Cli.Releases;

/// <summary>One required check.</summary>
/// <param name="Kind">The kind of evidence.</param>
/// <param name="Version">The version that it is about.</param>
/// <param name="Verdict">What it counts as.</param>
/// <param name="Piece">The youngest piece; null when there is none.</param>
/// <param name="Why">Why it does not pass; null when it does.</param>
internal sealed record EvidenceRow(string Kind, string Version, EvidenceVerdict Verdict, Evidence? Piece, string? Why);
