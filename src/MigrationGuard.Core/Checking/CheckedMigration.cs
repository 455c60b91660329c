using MigrationGuard.Migrations;
using MigrationGuard.Rules;

namespace MigrationGuard.Checking;

/// <summary>What a check says about one migration.</summary>
/// <param name="Migration">The migration.</param>
/// <param name="Steps">Its steps with their phases.</param>
/// <param name="Findings">The complaints in the order of their places, then ids.</param>
public sealed record CheckedMigration(Migration Migration, IReadOnlyList<CheckedStep> Steps, IReadOnlyList<Finding> Findings)
{
    /// <summary>Whether this is a contract migration, declared so and alone in its file, that waits for the gate instead of failing the check.</summary>
    public bool Held { get; init; }
}
