namespace MigrationGuard.Execution;

/// <summary>Watches what a database runs, for statements of which no version says anything: reports, jobs, people.</summary>
public interface IStatementWatch
{
    /// <summary>What ran since the first look for a release and would not run behind the steps, which are tried in a transaction and rolled back.</summary>
    /// <param name="release">The release.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="cancellation">Ends the transaction.</param>
    /// <exception cref="Servers.DatabaseException">The server is lost, or does not count statements; the message says what to do.</exception>
    Task<StatementCoverage> LookAsync(string release, IReadOnlyList<MigrationStep> steps, CancellationToken cancellation);
}
