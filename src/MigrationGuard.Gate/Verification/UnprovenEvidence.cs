using MigrationGuard.Gate.Running;
using MigrationGuard.Unproven;

namespace MigrationGuard.Gate.Verification;

/// <summary>Whether what ran in production as the roles of the old and the new version is in manifests: what is not, no proof speaks of.</summary>
/// <param name="means">What evidence is bound with.</param>
/// <param name="covered">How long the statistics have to reach back without a gap; zero for as far as they do.</param>
/// <param name="statements">What compares.</param>
public sealed class UnprovenEvidence(EvidenceMeans means, TimeSpan covered, IUnprovenStatements statements) : IEvidenceSource
{
    /// <summary>The kind.</summary>
    public const string Kind = "unproven";

    private readonly PieceTaker _taker = new(means);

    /// <inheritdoc />
    public IReadOnlyList<string> Kinds { get; } = [Kind];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var release = request.Release;
        var since = covered > TimeSpan.Zero ? means.Time.GetUtcNow() - covered : (DateTimeOffset?)null;
        var pieces = new List<Ledgers.Evidence>();
        foreach (var side in new[] { release.Old, release.New })
        {
            // The new version runs for its tests, and is not live yet.
            var question = new UnprovenQuestion(release.Service, side.Version) { Since = since, Beside = [release.Old.Version, release.New.Version] };
            pieces.Add(await _taker.TakeAsync(request, Subject.Of(Kind, side, "pg_stat_statements"), async token => Of(await statements.LookAsync(question, token)), cancellation));
        }

        return pieces;
    }

    private static Finding Of(UnprovenReport report) => report.IsClean ? Finding.Pass(report.Why) : Finding.Unknown(report.Why);
}
