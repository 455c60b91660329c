using MigrationGuard.Proofs;

namespace MigrationGuard.Rehearsals;

/// <summary>What is proved behind one committed step.</summary>
/// <param name="Place">Where the step begins.</param>
/// <param name="Versions">One entry per version, the worst first within each.</param>
public sealed record StepProof(string Place, IReadOnlyList<VersionProof> Versions);

/// <summary>Whether a version works on the rehearsed schema.</summary>
/// <param name="Version">Service and label.</param>
/// <param name="Statements">How many statements it has.</param>
public sealed record VersionProof(string Version, int Statements)
{
    /// <summary>How many of them pass.</summary>
    public int Passing { get; init; }

    /// <summary>Those that do not pass.</summary>
    public IReadOnlyList<StatementProof> Open { get; init; } = [];

    /// <summary>Why nothing could be proved; null when it could.</summary>
    public string? Obstacle { get; init; }

    /// <summary>The verdict.</summary>
    public ProofVerdict Verdict => Obstacle is not null || Statements == 0 ? ProofVerdict.Unknown : Proof.Worst(Open.Select(statement => statement.Verdict));
}
