using MigrationGuard.Migrations;

namespace MigrationGuard.Checking;

/// <summary>A step and its classification, for reports.</summary>
/// <param name="Step">The step.</param>
/// <param name="Classification">Its cost, compatibility and phase.</param>
public sealed record CheckedStep(Step Step, Classifying.Classification Classification);
