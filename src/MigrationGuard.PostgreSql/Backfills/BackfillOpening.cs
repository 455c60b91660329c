using MigrationGuard.Backfills;
using MigrationGuard.Execution;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Connects and makes this process the one that runs a backfill.</summary>
internal sealed class BackfillOpening(string connectionString, BackfillRequest request, TimeProvider time)
{
    private const string Watcher = "migrationguard watch";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private BackfillSettings Settings => request.Settings;

    /// <summary>A session that watches.</summary>
    public Task<StepSession> WatchAsync(CancellationToken cancellation) => StepSession.OpenAsync(connectionString, Watcher, cancellation);

    /// <summary>The work, or why there is none.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    public async Task<(BackfillWork? Work, BackfillReport? Report)> OpenAsync(CancellationToken cancellation)
    {
        var blockers = new List<BlockingSession>();
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await TryAsync(blockers, cancellation);
            }
            catch (UnfitException unfit)
            {
                return (null, new BackfillReport(BackfillVerdict.Unfit, unfit.Message, null));
            }
            catch (DatabaseException failure) when (RowErrors.IsPassing(failure) && tries >= Settings.Attempts)
            {
                return (null, new BackfillReport(BackfillVerdict.Busy, $"it cannot begin: {RowErrors.Text(failure)}{BlockedBy(blockers)}", null) { Blockers = blockers });
            }
            catch (DatabaseException failure) when (RowErrors.IsPassing(failure))
            {
                await Task.Delay(Pauses.Before(tries, Settings.Pause), time, cancellation);
            }
        }
    }

    /// <summary>Who was waited for, as the end of a message.</summary>
    public static string BlockedBy(IReadOnlyList<BlockingSession> blockers) => blockers.Count == 0 ? "" : ". It waits for " + string.Join(" and ", blockers);

    /// <summary>The same work on a new connection; null when it is not to be had yet.</summary>
    /// <exception cref="DatabaseException">The server refuses or is lost.</exception>
    public async Task<BackfillWork?> ReopenAsync(BackfillWork work, CancellationToken cancellation)
    {
        var session = await ConnectAsync(cancellation);
        try
        {
            var store = new BackfillStore(session);
            if (await store.TryBecomeOnlyAsync(work.Row.Id, cancellation) && await store.FindAsync(request.Name, cancellation) is { } row)
            {
                return work with { Session = session, Row = row };
            }

            await session.DisposeAsync();
            return null;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private async Task<(BackfillWork? Work, BackfillReport? Report)> TryAsync(List<BlockingSession> blockers, CancellationToken cancellation)
    {
        var session = await ConnectAsync(cancellation);
        (BackfillWork? Work, BackfillReport? Report) opened = default;
        try
        {
            await Sessions.WatchAsync(session, WatchAsync, (Settings.LockTimeout / 2, blockers), async () => opened = await OpenAsync(session, cancellation));
            return opened;
        }
        finally
        {
            if (opened.Work is null)
            {
                await BackfillStore.CloseAsync(session);
            }
        }
    }

    private async Task<(BackfillWork? Work, BackfillReport? Report)> OpenAsync(StepSession session, CancellationToken cancellation)
    {
        await BackfillSchema.EnsureAsync(session, cancellation);
        var store = new BackfillStore(session);
        var found = await store.FindAsync(request.Name, cancellation);
        var definition = request.Definition ?? found?.Definition ?? throw new UnfitException($"there is no backfill {request.Name}: say with --table, --set and --where, or with a file, what it does");
        var shape = await FitAsync(session, definition, cancellation);
        if (found is null)
        {
            await store.BeginAsync(request.Name, definition, cancellation);
            found = (await store.FindAsync(request.Name, cancellation))!;
        }

        if (await BusyAsync(session, found.Id, cancellation) is { } busy)
        {
            return (null, busy);
        }

        if (await StandingAsync(session, definition, shape, cancellation) is { } standing)
        {
            return (null, standing);
        }

        var token = await store.TakeAsync(found.Id, request.Holder, cancellation);
        var row = (await store.FindAsync(request.Name, cancellation))!;
        var skipped = await SkippedRows.CountAsync(session, row.Id, null, cancellation);
        return (new BackfillWork(session, row, shape, Settings) { Token = token, HasSkipped = skipped.All > 0 }, null);
    }

    private static async Task<TableShape> FitAsync(StepSession session, BackfillDefinition definition, CancellationToken cancellation)
    {
        var shape = await TableShapeReader.ReadAsync(session, definition, cancellation);
        try
        {
            if (shape.Segments is [var first, ..])
            {
                await new BatchStatement(definition, first).CheckAsync(session, cancellation);
            }

            return shape;
        }
        catch (DatabaseException refusal) when (!refusal.IsTransient && refusal.SqlState != "42501")
        {
            throw new UnfitException($"{definition.Sql}: {RowErrors.Text(refusal)}{(refusal.Hint is null ? "" : ". " + refusal.Hint)}");
        }
    }

    private async Task<BackfillReport?> BusyAsync(StepSession session, int id, CancellationToken cancellation)
    {
        var store = new BackfillStore(session);
        var start = time.GetTimestamp();
        while (!await store.TryBecomeOnlyAsync(id, cancellation))
        {
            if (time.GetElapsedTime(start) >= Settings.Wait)
            {
                var runner = await store.RunnerAsync(id, cancellation);
                return new BackfillReport(BackfillVerdict.Busy, $"another session runs {request.Name}: {(runner is null ? "it has just ended" : runner.ToString())}", await BackfillStatuses.FindAsync(session, request.Name, cancellation))
                {
                    Blockers = runner is null ? [] : [runner],
                };
            }

            await Task.Delay(Poll, time, cancellation);
        }

        return null;
    }

    // How it is now that nobody else can change it; null when it is to be run.
    private async Task<BackfillReport?> StandingAsync(StepSession session, BackfillDefinition definition, TableShape shape, CancellationToken cancellation)
    {
        var store = new BackfillStore(session);
        var row = (await store.FindAsync(request.Name, cancellation))!;
        var (state, isSame) = (row.Status.State, string.Equals(DefinitionText.Write(row.Definition), DefinitionText.Write(definition), StringComparison.Ordinal));
        if (!isSame && state is not (BackfillState.Done or BackfillState.Cancelled))
        {
            return await ReportAsync(BackfillVerdict.Differs, $"{request.Name} is underway with another definition: {row.Definition.Sql}. Cancel it, or give this one another name with --name");
        }

        if (state == BackfillState.Paused)
        {
            return await ReportAsync(BackfillVerdict.Paused, $"{row.Status.Why ?? "it is paused"}. Go on with: migrationguard backfill resume {request.Name}, then run it");
        }

        if (isSame && state == BackfillState.Done && (await Leftover.CountAsync(session, row, shape, Settings, cancellation)).Count == 0)
        {
            return await ReportAsync(BackfillVerdict.Done, "it was done before, and no row is left to do");
        }

        if (state is BackfillState.Done or BackfillState.Cancelled)
        {
            await store.BeginAsync(request.Name, definition, cancellation);
        }

        return null;

        async Task<BackfillReport> ReportAsync(BackfillVerdict verdict, string why) => new(verdict, why, await BackfillStatuses.FindAsync(session, request.Name, cancellation));
    }

    // Where policies hide rows, an error is better than rows that are not seen.
    private async Task<StepSession> ConnectAsync(CancellationToken cancellation)
    {
        var session = await StepSession.OpenAsync(connectionString, StepSession.Printable("migrationguard backfill " + request.Name), cancellation);
        try
        {
            await session.RunAsync($"SET row_security = off; SET jit = off; SET extra_float_digits = 1; SET lock_timeout = {Batch.Milliseconds(Settings.LockTimeout)}; SET statement_timeout = {Batch.Milliseconds(Settings.StatementTimeout)}", cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }
}
