using MigrationGuard.Guarding;
using MigrationGuard.Proofs;

namespace MigrationGuard.Gate.Verification;

/// <summary>What proofs are taken with.</summary>
public sealed record ProofMeans
{
    /// <summary>Begins a transaction of the judge; it is rolled back. Throws <c>DatabaseException</c> when the server is lost.</summary>
    public required Func<CancellationToken, Task<IJudge>> Judge { get; init; }

    /// <summary>Product and version of the server, e.g. <c>postgresql 18.4</c>.</summary>
    public required Func<CancellationToken, Task<string>> Server { get; init; }

    /// <summary>What becomes of statements of which nothing can be told, asked where there are some; with <see cref="UnknownPolicy.Log"/> they are only named.</summary>
    public required Func<CancellationToken, Task<UnknownPolicy>> Unknown { get; init; }
}
