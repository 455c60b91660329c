using MigrationGuard.Databases;
using MigrationGuard.Operations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Classifying;

/// <summary>The one call that the editor, the command line, the rehearsal and the gate share.</summary>
public static class Classifier
{
    /// <summary>What the operation costs in this state and what the two versions of the application get from it. Pure and total.</summary>
    public static Classification Classify(Operation operation, SimulationState before)
    {
        var cost = before.Database.CostOf(operation, before);
        var (old, @new) = Compatibilities.Of(operation, before);
        return new Classification(cost, old, @new, Compatibilities.PhaseOf(operation, before, old, @new));
    }
}
