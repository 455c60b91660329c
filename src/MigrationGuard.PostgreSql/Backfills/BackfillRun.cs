using MigrationGuard.Backfills;
using MigrationGuard.Execution;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Runs a backfill that was opened, batch by batch and pass by pass, until it is done or cannot go on.</summary>
internal sealed class BackfillRun(BackfillOpening opening, BackfillWork opened, IProgress<BackfillProgress> progress, TimeProvider time)
{
    private readonly Course _course = new(opened, progress, time);
    private readonly ThrottleWatch _throttle = new(opened.Settings.Throttle, time);
    private readonly List<BlockingSession> _blockers = [];
    private BackfillWork _work = opened;
    private int _tries;
    private long? _waitingSince;

    private BackfillSettings Settings => _work.Settings;

    /// <summary>Runs it.</summary>
    /// <exception cref="DatabaseException">The server refuses something that is not about rows, locks or the connection; it is stored as stopped.</exception>
    public async Task<BackfillReport> RunAsync(CancellationToken cancellation)
    {
        try
        {
            _course.Say("begun");
            BackfillReport? report;
            do
            {
                report = await TurnAsync(cancellation);
            }
            while (report is null);
            return report;
        }
        catch (DatabaseException failure) when (!failure.IsConnectionLost)
        {
            await _work.EndAsync(BackfillState.Stopped, RowErrors.Text(failure), cancellation);
            throw;
        }
        finally
        {
            await _work.DisposeAsync();
        }
    }

    private async Task<BackfillReport?> TurnAsync(CancellationToken cancellation)
    {
        try
        {
            if (await _throttle.ReasonAsync(_work.Session, _work.Shape.Id, cancellation) is { } reason)
            {
                return await MakeWayAsync(reason, cancellation);
            }

            _waitingSince = null;
            return _course.Segment is { } segment ? await GoOnAsync(segment, cancellation) : await EndPassAsync(cancellation);
        }
        catch (DatabaseException lost) when (lost.IsConnectionLost)
        {
            return await ReconnectAsync(lost, cancellation);
        }
        catch (DatabaseException failure) when (RowErrors.IsPassing(failure))
        {
            return await RetryAsync(failure, cancellation);
        }
    }

    private async Task<BackfillReport?> GoOnAsync(Segment segment, CancellationToken cancellation)
    {
        _course.Until(_course.Position.Until ?? await segment.Walk.UntilAsync(_work.Session, cancellation));
        if (_course.Position.Until is not null)
        {
            return await TakeAsync(await BatchAsync(segment, cancellation), cancellation);
        }

        _course.Advance();
        return null;
    }

    private async Task<BatchResult> BatchAsync(Segment segment, CancellationToken cancellation)
    {
        var batch = new Batch(_work, segment, _course.Standing);
        BatchResult? result = null;
        var start = time.GetTimestamp();
        await Sessions.WatchAsync(_work.Session, opening.WatchAsync, (Settings.LockTimeout / 2, _blockers), async () => result = await batch.RunAsync(_course.Position, _course.Size.Units, cancellation));
        if (result is BatchResult.Did { IsLast: false })
        {
            _course.Size.Took(time.GetElapsedTime(start));
        }

        return result is BatchResult.Refused { } refused && _course.Size.Units == 1 && Settings.OnRowError == RowErrorPolicy.Skip ? await SkipAsync(batch, refused, cancellation) : result!;
    }

    private async Task<BatchResult> SkipAsync(Batch batch, BatchResult.Refused refused, CancellationToken cancellation)
    {
        var skipped = await SkippedRows.CountAsync(_work.Session, _work.Row.Id, null, cancellation);
        if (skipped.All >= Settings.MostSkipped)
        {
            return refused;
        }

        _course.Size.Found();
        return await batch.SkipAsync(_course.Position, refused, cancellation);
    }

    private async Task<BackfillReport?> TakeAsync(BatchResult result, CancellationToken cancellation)
    {
        switch (result)
        {
            case BatchResult.Did did:
                _course.Take(did);
                _tries = 0;
                _blockers.Clear();
                return null;
            case BatchResult.Refused when _course.Size.Units > 1:
                _course.Size.Seek();
                return null;
            case BatchResult.Asked { State: BackfillState.Paused } asked:
                _course.Say(asked.Why ?? "it is paused");
                await Task.Delay(Settings.Throttle.Every, time, cancellation);
                return null;
            default:
                return await StopAsync(result, cancellation);
        }
    }

    private Task<BackfillReport> StopAsync(BatchResult result, CancellationToken cancellation) => result switch
    {
        BatchResult.Refused refused => EndAsync(BackfillVerdict.RowRefused, $"{new BatchStatement(_work.Row.Definition, _course.Segment!).RowText(refused.Key)} is refused: {RowErrors.Text(refused.Failure)}", cancellation),
        BatchResult.Stays stays => EndAsync(BackfillVerdict.RowRefused, FormattableString.Invariant(
            $"the condition still holds for {stays.Count} rows of a batch when they are updated, so that it does not say what is still to do: {string.Join("; ", stays.Rows)}. Condition: {_work.Row.Definition.Where}"), cancellation),
        BatchResult.Asked asked => _work.ReportAsync(BackfillVerdict.Cancelled, asked.Why ?? "it is cancelled", cancellation),
        _ => _work.ReportAsync(BackfillVerdict.Busy, "another run has taken it over", cancellation),
    };

    private async Task<BackfillReport?> EndPassAsync(CancellationToken cancellation)
    {
        _course.Say("counts what is left");
        var (count, rows) = await Leftover.CountAsync(_work.Session, _work.Row, _work.Shape, Settings, cancellation);
        var skipped = await SkippedRows.CountAsync(_work.Session, _work.Row.Id, null, cancellation);
        if (count == 0)
        {
            var (verdict, why) = skipped.All == 0 ? (BackfillVerdict.Done, "no row is left to do") : (BackfillVerdict.Left, FormattableString.Invariant($"{skipped.All} rows were skipped, the rest is done"));
            await _work.EndAsync(BackfillState.Done, skipped.All == 0 ? null : why, cancellation);
            return await _work.ReportAsync(verdict, why, cancellation);
        }

        var position = _course.Position;
        if (position.Pass >= Settings.Passes || (position.PassRows == 0 && position.Pass > 1))
        {
            var many = count >= BatchStatement.MostCounted ? "or more " : "";
            return await EndAsync(BackfillVerdict.Left, FormattableString.Invariant(
                $"{count} {many}rows are still to do after {position.Pass} passes, e.g. {string.Join("; ", rows.Take(3))}: who writes them leaves them to do, or a trigger or rule keeps them as they are"), cancellation);
        }

        _work = await _work.AgainAsync(cancellation);
        _course.Again(_work.Shape);
        await new BackfillStore(_work.Session).SaveAsync(_work.Row.Id, _course.Position, _course.Standing(_course.Position, 0), cancellation);
        _course.Say(FormattableString.Invariant($"{count} rows came or moved meanwhile, once more"));
        return null;
    }

    private async Task<BackfillReport?> RetryAsync(DatabaseException failure, CancellationToken cancellation)
    {
        _course.Size.Halve();
        if (++_tries >= Settings.Attempts)
        {
            return await EndAsync(BackfillVerdict.Busy, FormattableString.Invariant($"a batch was tried {_tries} times: {RowErrors.Text(failure)}{BackfillOpening.BlockedBy(_blockers)}"), cancellation) with { Blockers = [.. _blockers] };
        }

        _course.Say($"tries again: {RowErrors.Text(failure)}");
        await Task.Delay(Pauses.Before(_tries, Settings.Pause), time, cancellation);
        return null;
    }

    private async Task<BackfillReport?> MakeWayAsync(string reason, CancellationToken cancellation)
    {
        _waitingSince ??= time.GetTimestamp();
        if (await new BackfillStore(_work.Session).FindAsync(_work.Row.Status.Name, cancellation) is not { Status: { State: not BackfillState.Cancelled } status } || status.Token != _work.Token)
        {
            return await _work.ReportAsync(BackfillVerdict.Cancelled, "it was cancelled or taken over while it made way", cancellation);
        }

        if (time.GetElapsedTime(_waitingSince.Value) > Settings.Throttle.GiveUpAfter)
        {
            return await EndAsync(BackfillVerdict.Busy, $"it made way for too long: {reason}", cancellation);
        }

        _course.Say("makes way: " + reason);
        await _work.NoteAsync("makes way: " + reason, cancellation);
        await Task.Delay(Settings.Throttle.Every, time, cancellation);
        return null;
    }

    private async Task<BackfillReport?> ReconnectAsync(DatabaseException lost, CancellationToken cancellation)
    {
        await _work.DisposeAsync();
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < Settings.ReconnectFor)
        {
            _course.Say($"connects again: {lost.Message}");
            await Task.Delay(Settings.Pause, time, cancellation);
            try
            {
                if (await opening.ReopenAsync(_work, cancellation) is { } work)
                {
                    _work = work;
                    _course.Restore(work);
                    return work.Row.Status.Token == work.Token ? null : await work.ReportAsync(BackfillVerdict.Busy, "another run has taken it over", cancellation);
                }
            }
            catch (DatabaseException again) when (again.IsConnectionLost)
            {
                lost = again;
            }
        }

        return new BackfillReport(BackfillVerdict.Lost, $"the server was lost and did not come back: {lost.Message}. Run it again: it goes on behind the last batch that was kept", null);
    }

    private async Task<BackfillReport> EndAsync(BackfillVerdict verdict, string why, CancellationToken cancellation)
    {
        await _work.EndAsync(BackfillState.Stopped, why, cancellation);
        return await _work.ReportAsync(verdict, why, cancellation);
    }
}
