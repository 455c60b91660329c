namespace MigrationGuard.Presence;

/// <summary>Which processes of which versions run on a database, by what they say themselves. Every method throws <c>DatabaseException</c> when the server refuses or is lost.</summary>
public interface IPresence
{
    /// <summary>Says that a process runs.</summary>
    Task HeartbeatAsync(AppIdentity identity, CancellationToken cancellation);

    /// <summary>Says that a process ends.</summary>
    Task EndAsync(AppIdentity identity, CancellationToken cancellation);

    /// <summary>Every process that is still remembered, by service, version and age.</summary>
    Task<IReadOnlyList<PresenceSeen>> ListAsync(CancellationToken cancellation);
}
