using MigrationGuard.Execution;
using MigrationGuard.Ledgers;

namespace MigrationGuard.Postgres.Execution;

/// <summary>A step that is to be taken.</summary>
/// <param name="Run">The plan it is of.</param>
/// <param name="Step">The step.</param>
/// <param name="Lease">The right to take it.</param>
/// <param name="Done">How many steps are done before it.</param>
internal sealed record StepWork(StepRun Run, MigrationStep Step, Lease Lease, int Done)
{
    /// <summary>The plan's name in the ledger.</summary>
    public (string Release, string Phase) Key => (Run.Release, Run.Phase);

    /// <summary>What is recorded of it.</summary>
    public StepRecord Begun => new(Step.Number, Step.File.Path, Step.Statements[0].Line, Step.File.Digest, false);

    /// <summary>That it is done.</summary>
    public StepReport Succeeded(string how) => new(StepVerdict.Done, Done + 1, Run.Plan.Steps.Count, $"{Step.Place}: {how}");

    /// <summary>That it is not done.</summary>
    public StepReport Ended(StepVerdict verdict, string why) => new(verdict, Done, Run.Plan.Steps.Count, $"{Step.Place}: {why}");
}
