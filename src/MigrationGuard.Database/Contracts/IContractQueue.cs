namespace MigrationGuard.Contracts;

/// <summary>What was said of the removals of a database; it is kept in the guard's log. All methods throw <c>DatabaseException</c> when the server refuses or is lost.</summary>
public interface IContractQueue
{
    /// <summary>All notes from old to new.</summary>
    Task<IReadOnlyList<ContractNote>> NotesAsync(CancellationToken cancellation);

    /// <summary>Writes a note; an approval needs a member of <c>migration_guard_approver</c>.</summary>
    /// <returns>It, with its number and the database's user.</returns>
    Task<ContractNote> WriteAsync(string release, ContractNote note, CancellationToken cancellation);

    /// <summary>The first row of the log that was changed or is missing; null when the log is whole. While it is not, no approval counts.</summary>
    Task<string?> BrokenAsync(CancellationToken cancellation);

    /// <summary>The database, by a name that no copy of it has.</summary>
    Task<string> DatabaseAsync(CancellationToken cancellation);
}
