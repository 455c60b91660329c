namespace MigrationGuard.Ledgers;

/// <summary>How many of the things that were checked passed: statements of a proof, tests of a suite.</summary>
/// <param name="Passed">How many passed.</param>
/// <param name="Failed">How many failed.</param>
/// <param name="Unknown">Of how many it is not known.</param>
public sealed record EvidenceTally(int Passed, int Failed, int Unknown);
