namespace MigrationGuard.Cli.Releases.Stories;

/// <summary>Whether a journal is as it was written.</summary>
/// <param name="Verified">True when its chain of hashes is whole, false when it is not, null when it could not be told.</param>
/// <param name="Why">What is wrong with it, or why it could not be told; null when it is whole.</param>
internal sealed record JournalStanding(bool? Verified, string? Why);
