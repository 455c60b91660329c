namespace MigrationGuard.Tombstones;

/// <summary>What came of hiding or showing.</summary>
/// <param name="IsDone">Whether all of it is done; else it can be called again.</param>
/// <param name="Why">What was done, or what is in the way, in a sentence.</param>
public sealed record HidingReport(bool IsDone, string Why);
