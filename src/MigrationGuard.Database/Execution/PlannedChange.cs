namespace MigrationGuard.Execution;

/// <summary>A plan that is to be executed, phase by phase.</summary>
/// <param name="Id">Its name in the database: what was done is recorded under it.</param>
/// <param name="Phases">The phases in their order.</param>
public sealed record PlannedChange(string Id, IReadOnlyList<PlannedPhase> Phases)
{
    /// <summary>The fingerprint of the schema that it was made for; null where that is not known.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>What is wrong with its scripts; nothing is run when something is.</summary>
    public IEnumerable<StepProblem> Problems => Phases.SelectMany(phase => phase.Plan.Problems);
}
