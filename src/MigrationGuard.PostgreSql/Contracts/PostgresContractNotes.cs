using MigrationGuard.Contracts;
using MigrationGuard.Postgres.Ledger;

namespace MigrationGuard.Postgres.Contracts;

/// <summary>Notes about removals in the log of a guard in PostgreSQL.</summary>
/// <param name="source">Connections of a role that is a member of <c>migration_guard_releaser</c> or <c>migration_guard_approver</c>; somebody else closes them.</param>
public sealed class PostgresContractNotes(PostgresSource source) : IContractQueue
{
    private const string Notes = "SELECT l.id, l.who::text, l.subject, l.details::text FROM migration_guard.log AS l WHERE l.event = 'contract' ORDER BY l.id";

    private const string Database = "SELECT format('%s/%s', current_database(), d.oid) FROM pg_catalog.pg_database AS d WHERE d.datname = current_database()";

    private readonly LedgerCalls _calls = new(source);

    /// <inheritdoc />
    public Task<IReadOnlyList<ContractNote>> NotesAsync(CancellationToken cancellation) => _calls.ReadAsync(
        new(Notes),
        row => LedgerText.Read<ContractNote>(row.GetString(3)) with { Number = row.GetInt64(0), DatabaseUser = row.GetString(1), Release = row.GetString(2) },
        cancellation);

    /// <inheritdoc />
    public Task<ContractNote> WriteAsync(string release, ContractNote note, CancellationToken cancellation) => _calls.OneAsync(
        new("SELECT migration_guard.note_contract($1, $2::jsonb), session_user::text", release, LedgerText.Write(note)),
        row => note with { Number = row.GetInt64(0), DatabaseUser = row.GetString(1), Release = release },
        cancellation);

    /// <inheritdoc />
    public async Task<string?> BrokenAsync(CancellationToken cancellation) => await _calls.ReadAsync(
        new("SELECT v.id, v.problem FROM migration_guard.verify_log() AS v"),
        row => FormattableString.Invariant($"row {row.GetInt64(0)} of the guard's log: {row.GetString(1)}"),
        cancellation) is [var problem, ..] ? problem : null;

    /// <inheritdoc />
    public Task<string> DatabaseAsync(CancellationToken cancellation) => _calls.OneAsync(new(Database), row => row.GetString(0), cancellation);
}
