namespace MigrationGuard.Servers;

/// <summary>Asks a database for single values. It only reads.</summary>
public interface IValueQueries
{
    /// <summary>Asks once, in a transaction that can only read.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    Task<ValueFound> AskAsync(ValueQuestion question, CancellationToken cancellation);
}
