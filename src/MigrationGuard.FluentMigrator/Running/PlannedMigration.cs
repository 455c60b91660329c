using FluentMigrator;
using MigrationGuard.Migrations;

namespace MigrationGuard.FluentMigrator.Running;

/// <summary>A migration that the runner would run now.</summary>
/// <param name="Migration">The migration.</param>
/// <param name="Id">Its version and class.</param>
/// <param name="Direction">Which way.</param>
/// <param name="Transaction">How the runner wraps it.</param>
internal sealed record PlannedMigration(IMigration Migration, MigrationId Id, Direction Direction, TransactionMode Transaction)
{
    /// <summary>The version that the runner writes into its table; null for what it runs without writing it down: maintenance, profiles, single migrations.</summary>
    public long? Version { get; init; }

    /// <summary>Why the runner would stop in front of it; null when it would not.</summary>
    public string? Obstacle { get; init; }
}
