using MigrationGuard.Databases;
using MigrationGuard.Migrations;
using MigrationGuard.Observing;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;
using MigrationGuard.Sql;

namespace MigrationGuard.Rules;

/// <summary>A step with everything that is known around it.</summary>
/// <param name="Migration">The migration.</param>
/// <param name="Step">The step.</param>
/// <param name="Before">The state before it.</param>
/// <param name="After">The state after it.</param>
/// <param name="Classification">What it costs and whom it breaks.</param>
/// <param name="Live">What is known of the versions that are live.</param>
public sealed record StepContext(
    Migration Migration,
    Step Step,
    SimulationState Before,
    SimulationState After,
    Classifying.Classification Classification,
    LiveVersions Live)
{
    /// <summary>What a live database answered; null when none is connected.</summary>
    public Observations? Observed { get; init; }

    /// <summary>Number of the step in its migration, from 0.</summary>
    public int Position { get; init; }

    /// <summary>The operation.</summary>
    public Operation Operation => Step.Operation;

    /// <summary>The server.</summary>
    public Database Database => Before.Database;

    /// <summary>The operation as SQL of the server's dialect, for suggestions; null when the dialect has no such operation.</summary>
    public string? Sql(Operation operation) => Sqls.Writer(Database.Syntax.Dialect).Write(operation);
}
