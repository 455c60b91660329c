namespace MigrationGuard.Data;

/// <summary>Says what values the columns hold that a version reads.</summary>
public interface IDataProfiles
{
    /// <summary>Reads a bounded part of each table. What takes too long, or may not be read, is left out and said.</summary>
    /// <exception cref="Servers.DatabaseException">The server is lost.</exception>
    Task<DataProfile> ReadAsync(DataQuestion question, CancellationToken cancellation);
}
