namespace MigrationGuard.Execution;

/// <summary>Says what a change would do to the live versions, without making it.</summary>
public interface IChangeJudge
{
    /// <summary>Applies the steps in a transaction, asks the database about every live version, and rolls back.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="cancellation">Ends the transaction.</param>
    /// <exception cref="Servers.DatabaseException">The server is lost, or has no ledger.</exception>
    Task<ChangeJudgement> JudgeAsync(IReadOnlyList<MigrationStep> steps, CancellationToken cancellation);
}
