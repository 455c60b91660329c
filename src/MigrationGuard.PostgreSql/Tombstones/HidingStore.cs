using System.Text.Json;
using MigrationGuard.Ledgers;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;
using MigrationGuard.Tombstones;

namespace MigrationGuard.Postgres.Tombstones;

/// <summary>What is recorded of the hidden objects of a release.</summary>
internal sealed record HidingRow(HidingState State, DateTimeOffset Since, string Base, IReadOnlyList<string> Fingerprints, IReadOnlyList<HiddenState> Objects, string? Place, string? Gap);

/// <summary>Reads and writes what is recorded, on a session of the caller and in its transaction.</summary>
internal sealed class HidingStore(StepSession session, string release)
{
    // Any number that nobody else is likely to use; the second one is the release's. Until the transaction ends.
    private const string Lock = "SELECT pg_advisory_xact_lock(730987453, hashtext($1))";

    private const string LostLease = "MG005";

    /// <summary>Waits until nobody else hides or shows for the release.</summary>
    public Task LockAsync(CancellationToken cancellation) => session.RunAsync(Lock, cancellation, release);

    /// <summary>The record; null where there is none.</summary>
    public async Task<HidingRow?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            return await session.ReadAsync(
                "SELECT h.state, h.since, h.base, h.fingerprints, h.objects::text, h.place::text, h.gap FROM migration_guard.hiding AS h WHERE h.release = $1",
                row => new HidingRow(
                    Enum.Parse<HidingState>(row.GetString(0), ignoreCase: true), row.GetFieldValue<DateTimeOffset>(1), row.GetString(2), row.GetFieldValue<string[]>(3),
                    JsonSerializer.Deserialize<List<HiddenState>>(row.GetString(4))!, row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : row.GetString(6)),
                cancellation,
                release) is [var found] ? found : null;
        }
        catch (DatabaseException missing) when (missing.SqlState is "42P01" or "3F000")
        {
            throw new DatabaseException("there is no guard of this version in the database, and what is hidden is recorded in it", missing.SqlState, missing.InnerException) { Hint = "Run 'migrationguard guard install'." };
        }
    }

    /// <summary>Records what was done; last in the transaction, because the log is locked from here on.</summary>
    /// <exception cref="LeaseLostException">The lease does not count any more.</exception>
    public async Task NoteAsync(HidingState state, (string Base, string Now) prints, IReadOnlyList<HiddenState> objects, Lease? lease, CancellationToken cancellation)
    {
        try
        {
            await session.RunAsync(
                "SELECT migration_guard.note_hiding($1::bigint, $2, $3, $4, $5, $6::jsonb)",
                cancellation,
                lease?.Token, release, Word(state), prints.Base, prints.Now, JsonSerializer.Serialize(objects));
        }
        catch (DatabaseException lost) when (lost.SqlState == LostLease)
        {
            throw new LeaseLostException(lease!, null);
        }
    }

    /// <summary>Records how far the server's log was read.</summary>
    public Task NotePlaceAsync(string? place, string? gap, CancellationToken cancellation) =>
        session.RunAsync("SELECT migration_guard.note_log($1, $2::jsonb, $3::text)", cancellation, release, place, gap);

    /// <summary>Records that somebody asked.</summary>
    public Task NoteHitAsync(TombstoneHit hit, CancellationToken cancellation) =>
        session.RunAsync("SELECT migration_guard.note_hit($1, $2, $3::jsonb)", cancellation, release, hit.Key, JsonSerializer.Serialize(hit));

    /// <summary>Those who asked and were not settled.</summary>
    public Task<List<TombstoneHit>> HitsAsync(CancellationToken cancellation) => session.ReadAsync(
        "SELECT h.hit::text FROM migration_guard.hit AS h WHERE h.release = $1 AND h.settled IS NULL ORDER BY h.number", row => JsonSerializer.Deserialize<TombstoneHit>(row.GetString(0))!, cancellation, release);

    private static string Word(HidingState state) => state switch { HidingState.Hiding => "hiding", HidingState.Hidden => "hidden", HidingState.Shown => "shown", _ => "removed" };
}
