namespace MigrationGuard.Ledgers;

/// <summary>One of the two versions of a release.</summary>
/// <param name="Version">The label, e.g. <c>4.3.0</c>.</param>
/// <param name="Digest">Digest of the artifact, e.g. <c>sha256:…</c>.</param>
/// <param name="Slot">The router's name for where it runs, e.g. <c>green</c>.</param>
public sealed record ReleaseSide(string Version, string Digest, string Slot);
