using MigrationGuard.Proofs;

namespace MigrationGuard.Presence;

/// <summary>What the database says of a version to a process of it.</summary>
public sealed record OwnProof
{
    /// <summary>Digest under which the version is published; null when it is not.</summary>
    public string? PublishedDigest { get; init; }

    /// <summary>Stands for the schema and for all else that the answer depends on; null when the version is not published.</summary>
    public string? Print { get; init; }

    /// <summary>Whether the print is the one that the caller knows: the rest of this is empty then.</summary>
    public bool IsUnchanged { get; init; }

    /// <summary>How many statements the version has.</summary>
    public int Statements { get; init; }

    /// <summary>How many of them are proved.</summary>
    public int Passed { get; init; }

    /// <summary>The first of the others, what fails before what was not told.</summary>
    public IReadOnlyList<OwnStatement> Others { get; init; } = [];

    /// <summary>The verdict of all statements together; without statements nothing is proved.</summary>
    public ProofVerdict Verdict => Statements == 0 ? ProofVerdict.Unknown : Others.Count == 0 && Passed < Statements ? ProofVerdict.Unknown : Proof.Worst(Others.Select(statement => statement.Verdict));
}
