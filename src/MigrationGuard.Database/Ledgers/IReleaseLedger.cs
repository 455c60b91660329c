using MigrationGuard.Proofs;

namespace MigrationGuard.Ledgers;

/// <summary>
/// The ledger of releases in the guarded database. Every method is one transaction. What takes a lease writes nothing and throws <see cref="LeaseLostException"/>
/// when the lease expired or a younger token exists; every method throws <c>DatabaseException</c> when the server refuses or is lost.
/// </summary>
public interface IReleaseLedger : IAsyncDisposable
{
    /// <summary>Takes the lease when nobody has it or the holder's has expired; the same holder gets a new token as well.</summary>
    /// <param name="holder">Who asks; unique per process.</param>
    /// <param name="duration">How long it counts without being renewed.</param>
    /// <param name="cancellation">Ends the query.</param>
    Task<LeaseAnswer> AcquireLeaseAsync(string holder, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Takes the lease from whoever has it, with a younger token: the holder before is refused from here on. For going back, which waits for nobody.</summary>
    Task<Lease> SeizeLeaseAsync(string holder, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Extends a lease from now on; the token stays. An expired lease that nobody took is extended too.</summary>
    Task<Lease> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellation);

    /// <summary>Gives the lease back; does nothing when it is lost already.</summary>
    Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellation);

    /// <summary>Stores a release unless another one is under way or the live one is not the expected one. The same id and plan can be stored again.</summary>
    /// <param name="lease">The right to write.</param>
    /// <param name="release">The release; its base is compared with the live release.</param>
    /// <param name="cancellation">Ends the query.</param>
    Task<StartAnswer> StartAsync(Lease lease, ReleaseRecord release, CancellationToken cancellation);

    /// <summary>All releases with where they stand now, from old to new.</summary>
    Task<IReadOnlyList<ReleaseRecord>> ReleasesAsync(CancellationToken cancellation);

    /// <summary>Writes a note, and the release's progress with it; a note of which the key is known is returned as it was written.</summary>
    Task<JournalEntry> AppendAsync(Lease lease, JournalNote note, CancellationToken cancellation);

    /// <summary>The journal of a release, by sequence.</summary>
    Task<IReadOnlyList<JournalEntry>> JournalAsync(string release, CancellationToken cancellation);

    /// <summary>Stores a piece of evidence for a release.</summary>
    Task AddEvidenceAsync(Lease lease, string release, Evidence evidence, CancellationToken cancellation);

    /// <summary>The evidence of a release, from old to new.</summary>
    Task<IReadOnlyList<Evidence>> EvidenceAsync(string release, CancellationToken cancellation);

    /// <summary>The fingerprint of the schema as it is.</summary>
    Task<string> FingerprintAsync(CancellationToken cancellation);

    /// <summary>All versions, by service and then from old to new.</summary>
    Task<IReadOnlyList<AppVersion>> VersionsAsync(CancellationToken cancellation);

    /// <summary>Changes the state of a version, or the end of the way back to it; the same change can be made again.</summary>
    Task ChangeVersionAsync(Lease lease, VersionChange change, CancellationToken cancellation);

    /// <summary>The rollback floor of a service; null where every stored version still works.</summary>
    Task<RollbackFloor?> FloorAsync(string service, CancellationToken cancellation);

    /// <summary>Raises the rollback floor; a floor is never lowered, a lower one is left out.</summary>
    Task RaiseFloorAsync(Lease lease, RollbackFloor floor, CancellationToken cancellation);
}
