namespace MigrationGuard.Ledgers;

/// <summary>
/// What is kept beside the process, for going back while the ledger is out of reach. What a method has stored survives the end of the process;
/// every method throws <see cref="IOException"/> when the disk refuses.
/// </summary>
public interface ILocalJournal
{
    /// <summary>Keeps what is known of a release in place of what was known of it before.</summary>
    Task RememberAsync(LastKnown known, CancellationToken cancellation);

    /// <summary>What is known of a release; null when nothing is.</summary>
    /// <param name="release">Its id; null for the one that was remembered last.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<LastKnown?> RecallAsync(string? release, CancellationToken cancellation);

    /// <summary>Adds a note that the ledger does not have.</summary>
    Task AppendAsync(JournalNote note, CancellationToken cancellation);

    /// <summary>The notes of a release that the ledger does not have, in order. A last line that was cut off is left out.</summary>
    Task<IReadOnlyList<JournalNote>> PendingAsync(string release, CancellationToken cancellation);

    /// <summary>Forgets the notes of a release that were read, since the ledger has them; what was added after that stays.</summary>
    Task SettleAsync(string release, CancellationToken cancellation);
}
