using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Policies;

/// <summary>What evidence has to be about, to count for a switch.</summary>
public sealed record EvidenceNeed
{
    /// <summary>The kinds that are required.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>The old and the new version: every kind is required of them.</summary>
    public required IReadOnlyList<(string Version, string Digest)> Sides { get; init; }

    /// <summary>The other live versions: proofs are required of them.</summary>
    public IReadOnlyList<(string Version, string Digest)> Others { get; init; } = [];

    /// <summary>The fingerprint of the schema.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The router's generation.</summary>
    public required long RouterGeneration { get; init; }

    /// <summary>When it has to count.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How long it counts at most, whatever was said when it was taken; null for no other limit.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Every check that has to have passed.</summary>
    public IEnumerable<(string Kind, string Version, string Digest)> Checks =>
        from kind in Kinds
        from version in string.Equals(kind, GatePolicy.Proof, StringComparison.Ordinal) ? Sides.Concat(Others) : Sides
        select (kind, version.Version, version.Digest);

    /// <summary>The kinds, versions and state that a release's switch needs evidence of.</summary>
    public static IReadOnlyList<(string Version, string Digest)> Of(ReleaseRecord release) => [(release.Old.Version, release.Old.Digest), (release.New.Version, release.New.Digest)];
}
