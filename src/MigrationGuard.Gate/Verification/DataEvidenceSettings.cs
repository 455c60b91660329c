using MigrationGuard.Gate.Running;

namespace MigrationGuard.Gate.Verification;

/// <summary>The suites of the evidence <c>data</c>.</summary>
/// <param name="Back">Run as the old version, before and after the new one has written.</param>
/// <param name="Forward">Run as the new version: it writes.</param>
public sealed record DataEvidenceSettings(SuiteSettings Back, SuiteSettings Forward)
{
    /// <summary>Says which version runs in a slot; null where nothing can.</summary>
    public ISlotIdentity? Identity { get; init; }
}
