namespace MigrationGuard.Ledgers;

/// <summary>Tells whether a journal is as it was written: every entry has a hash that covers the one before it.</summary>
public interface IJournalCheck
{
    /// <summary>The first entry that was changed or is missing, in words; null when the journal is whole.</summary>
    /// <exception cref="Servers.DatabaseException">It cannot be told.</exception>
    Task<string?> ProblemAsync(CancellationToken cancellation);
}
