#pragma warning disable CS9113 // The constructors first, for those who compose them.
using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Verification;

/// <summary>Proofs of the old, the new and every other live version against the database as it is.</summary>
public sealed class ProofEvidence(EvidenceMeans means, ProofMeans proofs) : IEvidenceSource
{
    /// <inheritdoc />
    public IReadOnlyList<string> Kinds { get; } = [GatePolicy.Proof];

    /// <inheritdoc />
    public Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Ledgers.Evidence>>([]);
}
