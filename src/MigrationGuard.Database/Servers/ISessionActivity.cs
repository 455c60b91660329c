namespace MigrationGuard.Servers;

/// <summary>What the sessions of applications do in one database. It only reads; every reading shows what is there at that moment.</summary>
public interface ISessionActivity
{
    /// <summary>The sessions that carry an application name.</summary>
    /// <param name="applicationName">As the application sets it; the server may store it shortened.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    Task<SessionsSeen> ReadAsync(string applicationName, CancellationToken cancellation);

    /// <summary>What the server has counted of the whole database.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    Task<DatabaseCounters> CountersAsync(CancellationToken cancellation);
}
