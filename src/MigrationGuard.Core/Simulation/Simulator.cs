using MigrationGuard.Databases;
using MigrationGuard.Migrations;

namespace MigrationGuard.Simulation;

/// <summary>Moves a state along a migration. Pure and total: any sequence of operations gives a state, and what cannot be known becomes unknown.</summary>
public static class Simulator
{
    /// <summary>The state in which the first step of the migration runs.</summary>
    public static SimulationState Begin(SimulationState before, Migration migration) => before with { Migration = before.Migration + 1 };

    /// <summary>The state after a step that costs <paramref name="cost"/>.</summary>
    public static SimulationState Apply(SimulationState before, Step step, Cost cost) => before;

    /// <summary>The state when the runner is done with the migration: its transaction is committed, settings of the session are gone.</summary>
    public static SimulationState End(SimulationState before, Migration migration) => before;
}
