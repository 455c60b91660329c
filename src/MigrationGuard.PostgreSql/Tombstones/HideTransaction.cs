using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;
using MigrationGuard.Tombstones;
using Npgsql;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>What was before anything was hidden: the schema's fingerprint, and from where on the server's log is read, or why it is not.</summary>
internal sealed record HidingStart(string Base, string? Place, string? Gap);

/// <summary>One transaction that hides or shows something and records it: both are there or neither is.</summary>
internal sealed class HideTransaction : IAsyncDisposable
{
    // The guard judges and writes its log here, before the record is written and the lease is looked at.
    private const string CheckNow = "SET CONSTRAINTS ALL IMMEDIATE";

    private readonly NpgsqlTransaction _transaction;
    private readonly HidingStore _store;
    private readonly Lease? _lease;

    private HideTransaction(StepSession session, NpgsqlTransaction transaction, HidingStore store, (HidingRow? Row, Lease? Lease) found)
        => (Session, _transaction, _store, Row, _lease) = (session, transaction, store, found.Row, found.Lease);

    /// <summary>The session.</summary>
    public StepSession Session { get; }

    /// <summary>What was recorded when it began.</summary>
    public HidingRow? Row { get; }

    /// <summary>Begins one; nobody else hides or shows for the release until it ends.</summary>
    public static async Task<HideTransaction> BeginAsync(StepSession session, string release, (Lease? Lease, StepSettings Settings) use, CancellationToken cancellation)
    {
        var transaction = await session.BeginAsync(cancellation);
        try
        {
            var milliseconds = Math.Ceiling(use.Settings.LockTimeout.TotalMilliseconds).ToString("F0", System.Globalization.CultureInfo.InvariantCulture);
            await session.RunAsync($"SET LOCAL search_path = pg_catalog, pg_temp; SET LOCAL lock_timeout = {milliseconds}; SET LOCAL statement_timeout = 0", cancellation);
            var store = new HidingStore(session, release);
            await store.LockAsync(cancellation);
            return new(session, transaction, store, (await store.FindAsync(cancellation), use.Lease));
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>The fingerprint of the schema as the transaction has it.</summary>
    public Task<string> FingerprintAsync(CancellationToken cancellation) => StepLedger.FingerprintAsync(Session, cancellation);

    /// <summary>Records and commits.</summary>
    /// <exception cref="LeaseLostException">The lease does not count any more; nothing is done.</exception>
    /// <exception cref="DatabaseException">The guard refuses it, or the server is lost.</exception>
    public async Task CommitAsync(HidingState state, IReadOnlyList<HiddenState> objects, HidingStart? start, CancellationToken cancellation)
    {
        await Session.RunAsync(CheckNow, cancellation);
        var now = await FingerprintAsync(cancellation);
        await _store.NoteAsync(state, (start?.Base ?? Row?.Base ?? now, now), objects, _lease, cancellation);
        if (start is not null)
        {
            await _store.NotePlaceAsync(start.Place, start.Gap, cancellation);
        }

        await StepSession.CommitAsync(_transaction, cancellation);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _transaction.DisposeAsync();
}
