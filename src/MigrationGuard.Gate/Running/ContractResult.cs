using MigrationGuard.Gate.Machine;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Whether something may be removed.</summary>
/// <param name="Verdict">The answer; only a pass opens.</param>
/// <param name="Digest">SHA-256 over what was checked: the statements, the fingerprint and the live versions.</param>
/// <param name="Why">Who needs it: version, statement and place.</param>
public sealed record ContractResult(EvidenceVerdict Verdict, string Digest, string Why)
{
    /// <summary>Whether people let it happen now; null where nobody has to.</summary>
    public ContractPermit? Permit { get; init; }
}
