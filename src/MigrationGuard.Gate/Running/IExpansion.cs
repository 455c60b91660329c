using MigrationGuard.Ledgers;

namespace MigrationGuard.Gate.Running;

/// <summary>Gives the schema what the new version needs.</summary>
public interface IExpansion
{
    /// <summary>Finds the first step of which the result is not there yet and takes it. A step that a dead process has begun is found done, or is <c>Unclear</c>.</summary>
    /// <param name="release">The release.</param>
    /// <param name="lease">The right to do it.</param>
    /// <param name="cancellation">Ends the step; it has then happened or not.</param>
    /// <exception cref="Servers.DatabaseException">The server is lost.</exception>
    Task<StepResult> RunNextAsync(ReleaseRecord release, Lease lease, CancellationToken cancellation);
}
