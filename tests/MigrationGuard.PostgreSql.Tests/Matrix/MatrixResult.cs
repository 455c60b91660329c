using MigrationGuard.Proofs;

namespace MigrationGuard.Postgres.Tests.Matrix;

/// <summary>What came of one change on one server.</summary>
/// <param name="Broken">The statements that break, with what happens; a star behind the name: only where a connection had prepared it before the change.</param>
/// <param name="Proofs">What the judge says of every statement, by name.</param>
internal sealed record MatrixResult(IReadOnlyDictionary<string, string> Broken, IReadOnlyDictionary<string, StatementProof> Proofs)
{
    /// <summary>Statements that break and were passed.</summary>
    public IEnumerable<string> FalsePasses => Broken.Keys.Where(name => Proofs[name.TrimEnd('*')].Verdict == ProofVerdict.Pass);

    /// <summary>Statements that work and were said to fail.</summary>
    public IEnumerable<string> FalseAlarms => Proofs.Where(proof => proof.Value.Verdict == ProofVerdict.Fail && !Broken.ContainsKey(proof.Key) && !Broken.ContainsKey(proof.Key + "*")).Select(proof => proof.Key);

    public bool AllPass => Proofs.Values.All(proof => proof.Verdict == ProofVerdict.Pass);

    public int Count(ProofVerdict verdict) => Proofs.Values.Count(proof => proof.Verdict == verdict);
}
