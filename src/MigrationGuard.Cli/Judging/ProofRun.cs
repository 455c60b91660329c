using MigrationGuard.Cli.Configuration;
using MigrationGuard.Manifests;
using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging;

/// <summary>Proves versions in one transaction that is rolled back.</summary>
/// <param name="connection">The database.</param>
internal sealed class ProofRun(ConnectionSetting connection)
{
    private const string NoFootprint = "accepted, but the manifest does not say how the statement worked when its tests passed: nothing to compare with "
        + "(statements publish FILE --tested-on WHERE --output-file FILE records it)";

    /// <summary>The application, or null for all.</summary>
    public string? Service { get; init; }

    /// <summary>The version, or null for all live ones.</summary>
    public string? Label { get; init; }

    /// <summary>A manifest instead of a published version.</summary>
    public StatementManifest? Manifest { get; init; }

    /// <summary>Where the witnesses of failing statements go.</summary>
    public WitnessFolder? Witnesses { get; init; }

    /// <summary>Proves.</summary>
    /// <exception cref="UsageException">There is no such version.</exception>
    public async Task<ProofReport> RunAsync(CancellationToken cancellation)
    {
        await using var judge = Manifest is null ? await JudgeAccess.OpenLedgerAsync(connection, cancellation) : await JudgeAccess.OpenAsync(connection, cancellation);
        var proofs = new List<Proof>();
        foreach (var version in await VersionsAsync(judge, cancellation))
        {
            var proof = await judge.ProveAsync(version, cancellation);
            proofs.Add(Manifest is { Footprint: null } ? WithoutFootprint(proof) : proof);
        }

        return new ProofReport(proofs) { Witnesses = Witnesses is null ? new Dictionary<long, WitnessNote>() : await Witnesses.WriteAsync(judge, proofs, cancellation) };
    }

    private async Task<IReadOnlyList<AppVersion>> VersionsAsync(IJudge judge, CancellationToken cancellation)
        => Manifest is null ? VersionChoice.Some(await judge.VersionsAsync(cancellation), Service, Label)
            : [(await Publication.PublishAsideAsync(Manifest, judge, cancellation)).Version];

    private static Proof WithoutFootprint(Proof proof) => proof with
    {
        Statements = [.. proof.Statements.Select(statement => statement.Verdict != ProofVerdict.Pass ? statement
            : statement with { Verdict = ProofVerdict.Unknown, Cause = NoFootprint })],
    };
}
