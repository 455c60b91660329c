using MigrationGuard.Proofs;

namespace MigrationGuard.Execution;

/// <summary>A statement that a change concerns.</summary>
/// <param name="Version">The version that has it.</param>
/// <param name="Proof">What the database says of it.</param>
public sealed record JudgedStatement(AppVersion Version, StatementProof Proof);
