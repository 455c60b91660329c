namespace MigrationGuard.Unproven;

/// <summary>Compares what a database counted of a version's roles with the manifests.</summary>
public interface IUnprovenStatements
{
    /// <summary>Compares. Statistics that cannot tell are a <see cref="UnprovenReport.Gap"/>, no error.</summary>
    /// <exception cref="Servers.DatabaseException">The server refuses or is lost.</exception>
    Task<UnprovenReport> LookAsync(UnprovenQuestion question, CancellationToken cancellation);
}
