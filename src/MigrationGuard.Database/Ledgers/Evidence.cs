namespace MigrationGuard.Ledgers;

/// <summary>A recorded check of one version; it is worth something only for what it was taken on.</summary>
/// <param name="Kind">What was checked, e.g. <c>proof</c> or <c>suite:checkout</c>.</param>
/// <param name="Version">The label of the version.</param>
/// <param name="Digest">Digest of the version's artifact.</param>
/// <param name="Fingerprint">The fingerprint of the schema it was taken on.</param>
/// <param name="RouterGeneration">The router's generation when it was taken.</param>
/// <param name="ObservedAt">When it was taken.</param>
/// <param name="ExpiresAt">Until when it counts.</param>
/// <param name="Verdict">What it says.</param>
/// <param name="Producer">What took it, e.g. <c>postgresql 18 judge</c>.</param>
/// <param name="Detail">What was seen, in a sentence; null where there is nothing to say.</param>
public sealed record Evidence(
    string Kind,
    string Version,
    string Digest,
    string Fingerprint,
    long RouterGeneration,
    DateTimeOffset ObservedAt,
    DateTimeOffset ExpiresAt,
    EvidenceVerdict Verdict,
    string Producer,
    string? Detail)
{
    /// <summary>What was counted; null where nothing was.</summary>
    public EvidenceTally? Tally { get; init; }
}
