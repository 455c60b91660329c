using MigrationGuard.Schema;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules;

/// <summary>What a rule remembers of one history while the migrations go by. The states around a step are let go behind its migration: those of all steps at once do not fit into memory.</summary>
internal abstract class HistoryWatch
{
    private SimulationState? _nothing;

    /// <summary>Looks at the next migration of direction Up.</summary>
    public abstract void See(MigrationContext migration);

    /// <summary>The findings when all migrations have gone by; only those in migrations that are to be judged are kept.</summary>
    public abstract IEnumerable<Finding> Findings(SimulationState end);

    /// <summary>The step to report later, without the states around it.</summary>
    protected StepContext Kept(StepContext step)
    {
        _nothing ??= new SimulationState(step.Database, DatabaseSchema.Unknown(step.Database.Syntax));
        return step with { Before = _nothing, After = _nothing };
    }
}
