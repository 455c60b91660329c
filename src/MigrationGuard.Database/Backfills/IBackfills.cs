using MigrationGuard.Servers;

namespace MigrationGuard.Backfills;

/// <summary>Backfills of a database. What they did is stored in the database together with the rows, so that a run can go on wherever another one died.</summary>
public interface IBackfills
{
    /// <summary>Runs one until it is done or cannot go on. A run that is cancelled or killed loses at most the batch it was at.</summary>
    /// <param name="request">What to run.</param>
    /// <param name="progress">Is told after every batch.</param>
    /// <param name="cancellation">Ends it; it can be run again.</param>
    /// <exception cref="DatabaseException">The server refuses something that is not about rows, locks or the connection.</exception>
    Task<BackfillReport> RunAsync(BackfillRequest request, IProgress<BackfillProgress> progress, CancellationToken cancellation);

    /// <summary>All that are stored, the oldest first.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    Task<IReadOnlyList<BackfillStatus>> ListAsync(CancellationToken cancellation);

    /// <summary>Pauses, resumes or cancels one, whoever runs it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="wish">What is wanted.</param>
    /// <param name="who">Who wants it, and why.</param>
    /// <param name="cancellation">Ends the query.</param>
    /// <returns>How it is now; null when there is none of that name. One that is done or cancelled stays so.</returns>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    Task<BackfillStatus?> AskAsync(string name, BackfillWish wish, string who, CancellationToken cancellation);
}
