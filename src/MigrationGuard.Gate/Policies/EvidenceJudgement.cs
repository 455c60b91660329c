using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Policies;

/// <summary>What all required evidence together says.</summary>
/// <param name="Verdict">Failure outweighs what is unknown, that outweighs what is expired; only with every check passed it is a pass.</param>
/// <param name="Complaints">One sentence per check that did not pass, in the order of kinds and versions.</param>
public sealed record EvidenceJudgement(EvidenceVerdict Verdict, IReadOnlyList<string> Complaints)
{
    /// <summary>The complaints in one line; says that there are none when there are none.</summary>
    public string Why => Complaints.Count == 0 ? "every required check passed" : string.Join("; ", Complaints);

    /// <summary>Judges evidence in the order in which it was stored; of one check the youngest piece counts, whatever older ones and clocks say.</summary>
    public static EvidenceJudgement Of(IReadOnlyList<Ledgers.Evidence> evidence, EvidenceNeed need)
    {
        var verdicts = new List<EvidenceVerdict>();
        var complaints = new List<string>();
        foreach (var (kind, version, digest) in need.Checks)
        {
            var (verdict, reason) = Youngest(evidence, kind, version, digest) is { } piece ? Judge(piece, digest, need) : (EvidenceVerdict.Unknown, "was never taken");
            verdicts.Add(verdict);
            if (verdict != EvidenceVerdict.Pass)
            {
                complaints.Add($"{kind} of {version} {reason}");
            }
        }

        return verdicts.Count == 0 ? new(EvidenceVerdict.Unknown, ["no evidence is required, so nothing is known"]) : new(verdicts.MaxBy(Weight), complaints);
    }

    /// <summary>The same with one more check.</summary>
    public EvidenceJudgement And(EvidenceVerdict verdict, string complaint) =>
        verdict == EvidenceVerdict.Pass ? this : new(Weight(verdict) > Weight(Verdict) ? verdict : Verdict, [.. Complaints, complaint]);

    // Versions of two services may have the same label; the digest tells them apart.
    private static Ledgers.Evidence? Youngest(IReadOnlyList<Ledgers.Evidence> evidence, string kind, string version, string digest) => evidence
        .Where(piece => string.Equals(piece.Kind, kind, StringComparison.Ordinal) && string.Equals(piece.Version, version, StringComparison.Ordinal))
        .Aggregate((Ledgers.Evidence?)null, (found, piece) => found is null || piece.Digest == digest || found.Digest != digest ? piece : found);

    private static (EvidenceVerdict Verdict, string Reason) Judge(Ledgers.Evidence piece, string digest, EvidenceNeed need) => piece switch
    {
        _ when !string.Equals(piece.Digest, digest, StringComparison.Ordinal) => (EvidenceVerdict.Unknown, $"was taken on another artifact ({piece.Digest})"),
        _ when !string.Equals(piece.Fingerprint, need.Fingerprint, StringComparison.Ordinal) => (EvidenceVerdict.Unknown, $"was taken on another schema ({piece.Fingerprint})"),
        _ when piece.RouterGeneration != need.RouterGeneration => (EvidenceVerdict.Unknown, "was taken while the router was elsewhere"),
        { Verdict: EvidenceVerdict.Fail } => (EvidenceVerdict.Fail, $"failed: {piece.Detail ?? piece.Producer}"),
        { Verdict: EvidenceVerdict.Pass } when piece.ObservedAt > need.At => (EvidenceVerdict.Unknown, "was taken in the future: a clock is wrong"),
        { Verdict: EvidenceVerdict.Pass } when piece.ExpiresAt <= need.At || piece.ObservedAt + need.Lifetime <= need.At => (EvidenceVerdict.Expired, "expired"),
        { Verdict: EvidenceVerdict.Pass } => (EvidenceVerdict.Pass, ""),
        { Verdict: EvidenceVerdict.Expired } => (EvidenceVerdict.Expired, "expired"),
        _ => (EvidenceVerdict.Unknown, $"says nothing: {piece.Detail ?? piece.Producer}"),
    };

    private static int Weight(EvidenceVerdict verdict) => verdict switch { EvidenceVerdict.Pass => 0, EvidenceVerdict.Expired => 1, EvidenceVerdict.Unknown => 2, _ => 3 };
}
