using MigrationGuard.Backfills;
using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Backfills of a PostgreSQL database; what they did is in its schema <c>migration_guard_backfill</c>, which the first one creates.</summary>
/// <param name="connectionString">Npgsql's form of it, of a role that may update the table and, for the first backfill, create a schema.</param>
/// <param name="time">The clock of pauses and rates; null for the system's.</param>
public sealed class PostgresBackfills(string connectionString, TimeProvider? time = null) : IBackfills
{
    private const string Asker = "migrationguard";

    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <inheritdoc />
    public async Task<BackfillReport> RunAsync(BackfillRequest request, IProgress<BackfillProgress> progress, CancellationToken cancellation)
    {
        var opening = new BackfillOpening(connectionString, request, _time);
        var (work, report) = await opening.OpenAsync(cancellation);
        return work is null ? report! : await new BackfillRun(opening, work, progress, _time).RunAsync(cancellation);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<BackfillStatus>> ListAsync(CancellationToken cancellation)
    {
        await using var session = await StepSession.OpenAsync(connectionString, Asker, cancellation);
        return await BackfillStatuses.AllAsync(session, cancellation);
    }

    /// <inheritdoc />
    public async Task<BackfillStatus?> AskAsync(string name, BackfillWish wish, string who, CancellationToken cancellation)
    {
        await using var session = await StepSession.OpenAsync(connectionString, Asker, cancellation);
        if (!await BackfillSchema.ExistsAsync(session, cancellation) || await new BackfillStore(session).FindAsync(name, cancellation) is not { } row)
        {
            return null;
        }

        var (state, word) = wish switch
        {
            BackfillWish.Pause => (BackfillState.Paused, "paused"),
            BackfillWish.Resume => (BackfillState.Running, "resumed"),
            _ => (BackfillState.Cancelled, "cancelled"),
        };
        // The runner has the row for as long as its batch takes.
        await session.RunAsync("SET lock_timeout = '30s'", cancellation);
        await new BackfillStore(session).AskAsync(row.Id, state, $"{word} by {who}", cancellation);
        return await BackfillStatuses.FindAsync(session, name, cancellation);
    }
}
