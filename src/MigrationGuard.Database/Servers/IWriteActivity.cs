namespace MigrationGuard.Servers;

/// <summary>Looks whether sessions of an application write. It only reads.</summary>
public interface IWriteActivity
{
    /// <summary>What is there at this moment.</summary>
    /// <param name="applicationName">As the application sets it; the server may store it shortened.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    Task<WritesSeen> LookAsync(string applicationName, CancellationToken cancellation);
}
