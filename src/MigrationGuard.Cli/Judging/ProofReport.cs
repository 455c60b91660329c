using MigrationGuard.Proofs;

namespace MigrationGuard.Cli.Judging;

/// <summary>The result of <c>prove</c>.</summary>
/// <param name="Proofs">A proof per version.</param>
internal sealed record ProofReport(IReadOnlyList<Proof> Proofs)
{
    /// <summary>What was written about a failing statement, by its key; see <see cref="WitnessNote"/>.</summary>
    public IReadOnlyDictionary<long, WitnessNote> Witnesses { get; init; } = new Dictionary<long, WitnessNote>();

    /// <summary>The exit code. Without a version nothing is proved.</summary>
    public ExitCode Verdict => Proofs.Count == 0 ? ExitCode.Unknown : Proof.Worst(Proofs.Select(proof => proof.Verdict)) switch
    {
        ProofVerdict.Pass => ExitCode.Yes,
        ProofVerdict.Fail => ExitCode.No,
        ProofVerdict.Busy => ExitCode.Busy,
        _ => ExitCode.Unknown,
    };

    /// <summary>How many statements there are.</summary>
    public int Statements => Proofs.Sum(proof => proof.Statements.Count);

    /// <summary>How many statements of all versions have a verdict.</summary>
    public int Count(ProofVerdict verdict) => Proofs.Sum(proof => proof.Count(verdict));
}
