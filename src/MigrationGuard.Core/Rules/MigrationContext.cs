using MigrationGuard.Collections;
using MigrationGuard.Migrations;
using MigrationGuard.Simulation;

namespace MigrationGuard.Rules;

/// <summary>A migration that was simulated and classified.</summary>
/// <param name="Migration">The migration.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="Before">The state before the first step.</param>
/// <param name="After">The state after the last one, when the runner has committed.</param>
public sealed record MigrationContext(Migration Migration, EquatableList<StepContext> Steps, SimulationState Before, SimulationState After)
{
    private StepIndex? _index;

    /// <summary>Where its operations stand.</summary>
    internal StepIndex Index => _index ??= new StepIndex(this);

    /// <summary>The migration that this one undoes, for a script of direction Down whose counterpart is in the history.</summary>
    public MigrationContext? Undoes { get; init; }

    /// <summary>Whether it is to be judged; else it is history.</summary>
    public bool IsJudged { get; init; } = true;
}
