namespace MigrationGuard.Guarding;

/// <summary>The guard inside a database. Every method is one transaction.</summary>
public interface IGuard : IAsyncDisposable
{
    /// <summary>Installs the guard, brings an older or damaged one up to date, or only changes its options. All or nothing.</summary>
    /// <param name="options">How it decides.</param>
    /// <param name="cancellation">Ends the installation; nothing is kept then.</param>
    /// <exception cref="Servers.DatabaseException">The role lacks a right (42501, the message names it), or the server refuses or is lost.</exception>
    Task<GuardInstallation> InstallAsync(GuardOptions options, CancellationToken cancellation);

    /// <summary>Removes the guard with everything it knows.</summary>
    /// <param name="cancellation">Ends the removal; nothing is gone then.</param>
    /// <exception cref="Servers.DatabaseException">Something else depends on the guard's objects (2BP01), or the server refuses or is lost.</exception>
    Task<GuardRemoval> RemoveAsync(CancellationToken cancellation);

    /// <summary>The guard as it says it is.</summary>
    /// <param name="cancellation">Ends the queries.</param>
    /// <exception cref="Servers.DatabaseException">The server refuses or is lost.</exception>
    Task<GuardStatus> StatusAsync(CancellationToken cancellation);

    /// <summary>What keeps the guard from doing its work, and what happened behind its back; empty: nothing.</summary>
    /// <param name="cancellation">Ends the queries.</param>
    /// <exception cref="Servers.DatabaseException">The server refuses or is lost.</exception>
    Task<IReadOnlyList<DoctorFinding>> ExamineAsync(CancellationToken cancellation);
}
