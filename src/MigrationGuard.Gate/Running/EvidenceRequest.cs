using MigrationGuard.Ledgers;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Running;

/// <summary>What evidence is to be taken about.</summary>
public sealed record EvidenceRequest
{
    /// <summary>The release.</summary>
    public required ReleaseRecord Release { get; init; }

    /// <summary>The other live versions of the database.</summary>
    public required IReadOnlyList<AppVersion> Others { get; init; }

    /// <summary>The fingerprint of the schema.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The router's generation.</summary>
    public required long RouterGeneration { get; init; }

    /// <summary>How long what is taken counts.</summary>
    public required TimeSpan Lifetime { get; init; }
}
