namespace MigrationGuard.Data;

/// <summary>Looks for data that a version took for impossible.</summary>
public interface IDataProbes
{
    /// <summary>Looks. What takes too long, or may not be read, is unanswered.</summary>
    /// <exception cref="Servers.DatabaseException">The server is lost.</exception>
    Task<DataReading> LookAsync(DataQuestion question, CancellationToken cancellation);
}
