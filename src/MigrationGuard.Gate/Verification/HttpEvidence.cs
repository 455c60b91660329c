#pragma warning disable CS9113 // The constructors first, for those who compose them.
using MigrationGuard.Gate.Running;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Verification;

/// <summary>Answers of the slots of the old and the new version to requests that need the database.</summary>
public sealed class HttpEvidence(EvidenceMeans means, HttpEvidenceSettings settings, ISessionActivity activity) : IEvidenceSource
{
    /// <inheritdoc />
    public IReadOnlyList<string> Kinds { get; } = [.. settings.Probes.Select(probe => $"http:{probe.Name}")];

    /// <inheritdoc />
    public Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Ledgers.Evidence>>([]);
}
