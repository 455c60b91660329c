using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Catalog;
using MigrationGuard.Postgres.Judging;
using MigrationGuard.Proofs;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Ledger;

/// <summary>
/// The ledger of releases in a PostgreSQL database with the guard, of which the journal and the evidence are rows of the guard's log.
/// Only the server's clock decides about leases. A call on a connection that turns out to be lost is made once more on a new one.
/// </summary>
public sealed class PostgresReleaseLedger : IReleaseLedger, IJournalCheck
{
    private const string LostLease = "MG005";

    private readonly PostgresSource _source;
    private readonly LedgerCalls _calls;

    /// <summary>A ledger behind connections of a role that is a member of <c>migration_guard_releaser</c>; it closes the source. Nothing is connected yet.</summary>
    public PostgresReleaseLedger(PostgresSource source) => (_source, _calls) = (source, new LedgerCalls(source));

    /// <inheritdoc />
    public Task<LeaseAnswer> AcquireLeaseAsync(string holder, TimeSpan duration, CancellationToken cancellation) => _calls.OneAsync<LeaseAnswer>(
        new("SELECT l.taken, l.token, l.holder, l.expires_at, l.taken_at, l.age, current_database()::text FROM migration_guard.acquire_lease($1, $2) AS l", holder, duration),
        row => row.GetBoolean(0)
            ? new LeaseAnswer.Taken(new Lease(row.GetString(6), row.GetString(2), row.GetInt64(1), row.GetFieldValue<DateTimeOffset>(3)))
            : new LeaseAnswer.Busy(row.GetString(2), row.GetFieldValue<DateTimeOffset>(4), row.GetTimeSpan(5)),
        cancellation);

    /// <inheritdoc />
    public Task<Lease> SeizeLeaseAsync(string holder, TimeSpan duration, CancellationToken cancellation) => _calls.OneAsync(
        new("SELECT l.token, l.expires_at, current_database()::text FROM migration_guard.seize_lease($1, $2) AS l", holder, duration),
        row => new Lease(row.GetString(2), holder, row.GetInt64(0), row.GetFieldValue<DateTimeOffset>(1)),
        cancellation);

    /// <inheritdoc />
    public Task<Lease> RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellation) => UnderAsync(
        lease,
        new("SELECT migration_guard.renew_lease($1, $2)", lease.Token, duration),
        row => lease with { ExpiresAt = row.GetFieldValue<DateTimeOffset>(0) },
        cancellation);

    /// <inheritdoc />
    public Task ReleaseLeaseAsync(Lease lease, CancellationToken cancellation) => _calls.RunAsync(new("SELECT migration_guard.give_back_lease($1)", lease.Token), cancellation);

    /// <inheritdoc />
    public Task<StartAnswer> StartAsync(Lease lease, ReleaseRecord release, CancellationToken cancellation) => UnderAsync<StartAnswer>(
        lease,
        new("SELECT s.record, s.state, s.standing, s.answer, s.live FROM migration_guard.start_release($1, $2::jsonb) AS s", lease.Token, LedgerText.Write(release)),
        row => row.GetString(3) switch
        {
            "started" => new StartAnswer.Started(Release(row)),
            "underway" => new StartAnswer.Underway(Release(row)),
            "base" => new StartAnswer.BaseMoved(row.IsDBNull(4) ? null : row.GetString(4)),
            _ => new StartAnswer.PlanDiffers(Release(row)),
        },
        cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<ReleaseRecord>> ReleasesAsync(CancellationToken cancellation) =>
        _calls.ReadAsync(new("SELECT r.record::text, r.state, r.standing FROM migration_guard.release AS r ORDER BY r.number"), Release, cancellation);

    /// <inheritdoc />
    public Task<JournalEntry> AppendAsync(Lease lease, JournalNote note, CancellationToken cancellation) => UnderAsync(
        lease,
        new("SELECT n.sequence, n.entry FROM migration_guard.note_release($1, $2::jsonb) AS n", lease.Token, LedgerText.Write(note)),
        row => LedgerText.Entry(row.GetInt64(0), note.Release, row.GetString(1)),
        cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<JournalEntry>> JournalAsync(string release, CancellationToken cancellation) => _calls.ReadAsync(
        new("SELECT l.id, l.details::text FROM migration_guard.log AS l WHERE l.event = 'release' AND l.subject = $1 ORDER BY l.id", release),
        row => LedgerText.Entry(row.GetInt64(0), release, row.GetString(1)),
        cancellation);

    /// <inheritdoc />
    public Task AddEvidenceAsync(Lease lease, string release, Evidence evidence, CancellationToken cancellation) => UnderAsync(
        lease, new("SELECT migration_guard.add_evidence($1, $2, $3::jsonb)", lease.Token, release, LedgerText.Write(evidence)), _ => 0, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<Evidence>> EvidenceAsync(string release, CancellationToken cancellation) => _calls.ReadAsync(
        new("SELECT l.details::text FROM migration_guard.log AS l WHERE l.event = 'evidence' AND l.subject = $1 ORDER BY l.id", release),
        row => LedgerText.Read<Evidence>(row.GetString(0)),
        cancellation);

    /// <inheritdoc />
    public Task<string> FingerprintAsync(CancellationToken cancellation) =>
        _calls.OnConnectionAsync(async connection => (await SnapshotReader.ReadAsync(connection, cancellation)).Fingerprint.Value, cancellation);

    /// <inheritdoc />
    public Task<IReadOnlyList<AppVersion>> VersionsAsync(CancellationToken cancellation) => _calls.ReadAsync(new(LedgerQueries.Versions), LedgerQueries.Version, cancellation);

    /// <inheritdoc />
    public Task ChangeVersionAsync(Lease lease, VersionChange change, CancellationToken cancellation) => UnderAsync(
        lease,
        new("SELECT migration_guard.change_version($1, $2, $3, $4, $5, $6)", lease.Token, change.Service, change.Label, LedgerQueries.Word(change.State), change.WindowUntil?.ToUniversalTime(), change.Reason),
        _ => 0,
        cancellation);

    /// <inheritdoc />
    public async Task<RollbackFloor?> FloorAsync(string service, CancellationToken cancellation)
    {
        var found = await _calls.ReadAsync(
            new("SELECT l.details::text FROM migration_guard.log AS l WHERE l.event = 'floor' AND l.subject = $1 ORDER BY l.id DESC LIMIT 1", service),
            row => LedgerText.Read<RollbackFloor>(row.GetString(0)),
            cancellation);
        return found is [var floor] ? floor : null;
    }

    /// <inheritdoc />
    public Task RaiseFloorAsync(Lease lease, RollbackFloor floor, CancellationToken cancellation) => UnderAsync(
        lease, new("SELECT migration_guard.raise_floor($1, $2, $3::jsonb)", lease.Token, floor.Service, LedgerText.Write(floor)), _ => 0, cancellation);

    /// <inheritdoc />
    public async Task<string?> ProblemAsync(CancellationToken cancellation)
    {
        var found = await _calls.ReadAsync(new("SELECT format('entry %s: %s', l.id, l.problem) FROM migration_guard.verify_log() AS l"), row => row.GetString(0), cancellation);
        return found is [var problem, ..] ? problem : null;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static ReleaseRecord Release(NpgsqlDataReader row) => LedgerText.Release(row.GetString(0), row.GetString(1), row.GetString(2));

    private async Task<T> UnderAsync<T>(Lease lease, LedgerCall call, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        try
        {
            return await _calls.OneAsync(call, read, cancellation);
        }
        catch (DatabaseException refused) when (refused.SqlState == LostLease)
        {
            var lostTo = FormattableString.Invariant($"lease {lease.Token} is lost to ");
            throw new LeaseLostException(lease, refused.Message.StartsWith(lostTo, StringComparison.Ordinal) ? refused.Message[lostTo.Length..] : null);
        }
    }
}
