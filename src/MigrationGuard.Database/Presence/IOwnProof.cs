namespace MigrationGuard.Presence;

/// <summary>Asks the database whether the process's own version still works on the schema as it is.</summary>
public interface IOwnProof
{
    /// <summary>Asks. No statement of the version is executed.</summary>
    /// <param name="identity">The process.</param>
    /// <param name="known">The print of an answer that the caller has: while it is the same, nothing is proved again. Null for none.</param>
    /// <param name="budget">How long to prove; what is not reached by then is busy.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <exception cref="Servers.DatabaseException">The server refuses or is lost; the hint names a right that is missing.</exception>
    Task<OwnProof> ProveAsync(AppIdentity identity, string? known, TimeSpan budget, CancellationToken cancellation);
}
