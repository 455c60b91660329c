namespace MigrationGuard.Proofs;

/// <summary>The database's answer whether a version still works on the schema as it is.</summary>
/// <param name="Version">The version.</param>
/// <param name="Statements">One entry per statement of the version, in the order of publishing.</param>
public sealed record Proof(AppVersion Version, IReadOnlyList<StatementProof> Statements)
{
    /// <summary>The verdict of all statements together: a failure outweighs a busy server, that one what cannot be told. Without statements nothing is proved.</summary>
    public ProofVerdict Verdict => Statements.Count == 0 ? ProofVerdict.Unknown : Worst(Statements.Select(statement => statement.Verdict));

    /// <summary>How many statements have a verdict.</summary>
    public int Count(ProofVerdict verdict) => Statements.Count(statement => statement.Verdict == verdict);

    /// <summary>The verdict that outweighs the others; of none it is <see cref="ProofVerdict.Pass"/>.</summary>
    public static ProofVerdict Worst(IEnumerable<ProofVerdict> verdicts) => verdicts.Aggregate(ProofVerdict.Pass, (worst, verdict) => Weight(verdict) > Weight(worst) ? verdict : worst);

    private static int Weight(ProofVerdict verdict) => verdict switch { ProofVerdict.Fail => 3, ProofVerdict.Busy => 2, ProofVerdict.Unknown => 1, _ => 0 };
}
