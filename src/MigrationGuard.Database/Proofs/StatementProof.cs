namespace MigrationGuard.Proofs;

/// <summary>What the database says of one statement.</summary>
public sealed record StatementProof
{
    /// <summary>The statement.</summary>
    public required PublishedStatement Statement { get; init; }

    /// <summary>The verdict.</summary>
    public required ProofVerdict Verdict { get; init; }

    /// <summary>The SQLSTATE of the server's error; null when it accepted the statement.</summary>
    public string? SqlState { get; init; }

    /// <summary>The server's error message.</summary>
    public string? Message { get; init; }

    /// <summary>The cause in our words; null for a pass without remarks.</summary>
    public string? Cause { get; init; }

    /// <summary>What differs from what was recorded, harmless differences included.</summary>
    public IReadOnlyList<ProofDifference> Differences { get; init; } = [];
}
