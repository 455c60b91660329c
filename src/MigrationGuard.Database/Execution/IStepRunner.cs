using MigrationGuard.Ledgers;

namespace MigrationGuard.Execution;

/// <summary>
/// Runs steps in a database and records there what was done. Every method throws <see cref="LeaseLostException"/> when the lease does not count any more,
/// and <c>DatabaseException</c> when the server is lost before anything was begun.
/// </summary>
public interface IStepRunner
{
    /// <summary>Takes the first step that is not recorded as done. A step that was begun is looked at first; what cannot be told is <see cref="StepVerdict.Unclear"/>.</summary>
    Task<StepReport> RunNextAsync(StepRun run, Lease lease, CancellationToken cancellation);

    /// <summary>Runs somebody else's program unless it is recorded as done. Begun and not done is run again: the program must stand that.</summary>
    /// <param name="run">What it is.</param>
    /// <param name="lease">The right to do it.</param>
    /// <param name="work">Runs it with the application_name that its sessions should have; gives why it failed, or null.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<StepReport> RunOutsideAsync(OutsideRun run, Lease lease, Func<string, CancellationToken, Task<string?>> work, CancellationToken cancellation);

    /// <summary>What stands against a step as the rows are now, in a sentence; null when nothing does. Nothing is changed.</summary>
    Task<string?> ObstacleAsync(MigrationStep step, CancellationToken cancellation);

    /// <summary>What is recorded of a plan, by number.</summary>
    Task<IReadOnlyList<StepRecord>> RecordsAsync(string release, string phase, CancellationToken cancellation);
}
