using MigrationGuard.Gate.Policies;
using MigrationGuard.Gate.Running;
using MigrationGuard.Guarding;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Verification;

/// <summary>Proofs of the old, the new and every other live version against the database as it is.</summary>
public sealed class ProofEvidence(EvidenceMeans means, ProofMeans proofs) : IEvidenceSource
{
    private readonly PieceTaker _taker = new(means);

    /// <inheritdoc />
    public IReadOnlyList<string> Kinds { get; } = [GatePolicy.Proof];

    /// <inheritdoc />
    public async Task<IReadOnlyList<Ledgers.Evidence>> CollectAsync(EvidenceRequest request, CancellationToken cancellation)
    {
        var producer = await ProducerAsync(cancellation);
        var release = request.Release;
        var versions = new[] { release.Old, release.New }.Select(side => (release.Service, Label: side.Version, side.Digest))
            .Concat(request.Others.Select(other => (other.Service, other.Label, other.Digest)));
        var pieces = new List<Ledgers.Evidence>();
        foreach (var (service, label, digest) in versions)
        {
            var subject = new Subject(GatePolicy.Proof, label, digest, producer)
            {
                IsNew = string.Equals(service, release.Service, StringComparison.Ordinal) && string.Equals(label, release.New.Version, StringComparison.Ordinal),
            };
            pieces.Add(await _taker.TakeAsync(request, subject, token => ProveAsync(service, subject, token), cancellation));
        }

        return pieces;
    }

    private async Task<string> ProducerAsync(CancellationToken cancellation)
    {
        try
        {
            return $"{await proofs.Server(cancellation)} judge";
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return "judge";
        }
    }

    private async Task<Finding> ProveAsync(string service, Subject subject, CancellationToken cancellation)
    {
        await using var judge = await proofs.Judge(cancellation);
        if (!judge.Installed || !judge.IsCurrent)
        {
            return Finding.Unknown(judge.Installed ? "the ledger is of another version than this tool: migrationguard guard install upgrades an older one" : "the database has no ledger: migrationguard guard install makes one");
        }

        var versions = await judge.VersionsAsync(cancellation);
        var version = versions.FirstOrDefault(stored => string.Equals(stored.Service, service, StringComparison.Ordinal) && string.Equals(stored.Label, subject.Version, StringComparison.Ordinal));
        return version switch
        {
            null => Finding.Unknown($"nothing is published of {service} {subject.Version}: {HowTo(subject)}"),
            _ when !string.Equals(version.Digest, subject.Digest, StringComparison.Ordinal) => Finding.Unknown($"published as {subject.Version} is {version.Digest}, the release has {subject.Digest}: {HowTo(subject)}"),
            { Statements: 0 } => Finding.Unknown($"no statement is published of {version}, so nothing can be proved: {HowTo(subject)}"),
            _ => await ProveAsync(version, subject, judge, cancellation),
        };
    }

    // The new version was published before its schema was made.
    private async Task<Finding> ProveAsync(AppVersion version, Subject subject, IJudge judge, CancellationToken cancellation)
    {
        if (!subject.IsNew)
        {
            return await OfAsync(await judge.ProveAsync(version, cancellation), cancellation);
        }

        await judge.CompleteAsync(version.Id, cancellation);
        var finding = await OfAsync(await judge.ProveAsync(version, cancellation), cancellation);
        await judge.CommitAsync(cancellation);
        return finding;
    }

    private async Task<Finding> OfAsync(Proof proof, CancellationToken cancellation) => await SaidAsync(proof, cancellation) with
    {
        Tally = new(proof.Count(ProofVerdict.Pass), proof.Count(ProofVerdict.Fail), proof.Statements.Count - proof.Count(ProofVerdict.Pass) - proof.Count(ProofVerdict.Fail)),
    };

    private async Task<Finding> SaidAsync(Proof proof, CancellationToken cancellation) => proof.Verdict switch
    {
        ProofVerdict.Pass => Finding.Pass($"{ProofTexts.Count(proof.Statements.Count)} proved"),
        ProofVerdict.Fail => Finding.Fail(ProofTexts.Named(proof, ProofVerdict.Fail, "failing on this schema")),
        ProofVerdict.Busy => Finding.Unknown(ProofTexts.Named(proof, ProofVerdict.Busy, "not judged, the server was busy (ask again)")),
        _ when proof.Statements.Count == 0 => Finding.Unknown("no statement was judged"),
        _ when proof.Count(ProofVerdict.Pass) > 0 && await proofs.Unknown(cancellation) == UnknownPolicy.Log => Finding.Pass(ProofTexts.Named(proof, ProofVerdict.Unknown, "unknown, which the policy lets pass")),
        _ => Finding.Unknown(ProofTexts.Named(proof, ProofVerdict.Unknown, "unknown")),
    };

    private static string HowTo(Subject subject) =>
        $"migrationguard statements collect --label {subject.Version} --digest {subject.Digest} writes a manifest, migrationguard statements publish stores it";
}
