namespace MigrationGuard.Gate.Machine;

/// <summary>Whether people let a removal happen now: by approvals and maintenance windows.</summary>
/// <param name="IsGranted">Whether they do.</param>
/// <param name="Digest">SHA-256 over what an approval is bound to, as it is now.</param>
/// <param name="Why">Who approved it, or what is missing.</param>
public sealed record ContractPermit(bool IsGranted, string Digest, string Why);
