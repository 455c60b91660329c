using MigrationGuard.Backfills;
using MigrationGuard.Execution;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Runs a backfill that was opened, batch by batch and pass by pass, until it is done or cannot go on.</summary>
internal sealed class BackfillRun
{
    private readonly BackfillOpening _opening;
    private readonly IProgress<BackfillProgress> _progress;
    private readonly TimeProvider _time;
    private readonly ThrottleWatch _throttle;
    private readonly Pace _pace;
    private readonly List<BlockingSession> _blockers = [];
    private BackfillWork _work;
    private Position _position;
    private Segment? _segment;
    private BatchSize _size;
    private long _rows;
    private int _tries;
    private long? _waitingSince;

    public BackfillRun(BackfillOpening opening, BackfillWork work, IProgress<BackfillProgress> progress, TimeProvider time)
    {
        (_opening, _work, _progress, _time) = (opening, work, progress, time);
        _throttle = new ThrottleWatch(work.Settings.Throttle, time);
        _pace = new Pace(time);
        (_position, _size) = (work.Row.Position, new BatchSize(Settings.FirstSize, Settings.LargestSize, Settings.Target));
        Place();
        _pace.Begin(work.Shape.Share(_position));
    }

    private BackfillSettings Settings => _work.Settings;

    private (int Id, long Token) Key => (_work.Row.Id, _work.Token);

    /// <summary>Runs it.</summary>
    /// <exception cref="DatabaseException">The server refuses something that is not about rows, locks or the connection; it is stored as stopped.</exception>
    public async Task<BackfillReport> RunAsync(CancellationToken cancellation)
    {
        try
        {
            Say("begun");
            while (true)
            {
                try
                {
                    if (await TurnAsync(cancellation) is { } report)
                    {
                        return report;
                    }
                }
                catch (DatabaseException lost) when (lost.IsConnectionLost)
                {
                    if (await ReconnectAsync(lost, cancellation) is { } report)
                    {
                        return report;
                    }
                }
            }
        }
        catch (DatabaseException failure)
        {
            await new BackfillStore(_work.Session).EndAsync(Key, BackfillState.Stopped, RowErrors.Text(failure), cancellation);
            throw;
        }
        finally
        {
            await _work.DisposeAsync();
        }
    }

    // Finds the segment and the size of batches for a position that was stored, perhaps when the table looked different.
    private void Place()
    {
        var segments = _work.Shape.Segments;
        var stored = _position.Segment;
        _segment = segments.FirstOrDefault(segment => stored is null || string.CompareOrdinal(segment.Name, stored) >= 0);
        (_rows, _tries) = (_work.Row.Status.Rows, 0);
        if (_segment is null)
        {
            return;
        }

        var fits = string.Equals(_segment.Name, stored, StringComparison.Ordinal) && string.Equals(_segment.Walk.Name, _position.Walk, StringComparison.Ordinal);
        _position = fits ? _position : _position.In(_segment);
        Resize(_work.Row.Status.Size > 0 && fits ? _work.Row.Status.Size : Settings.FirstSize * _segment.Walk.UnitsOfKey);
    }

    private void Resize(int units) => _size = new BatchSize(units, Settings.LargestSize * _segment!.Walk.UnitsOfKey, Settings.Target);

    private async Task<BackfillReport?> TurnAsync(CancellationToken cancellation)
    {
        try
        {
            if (await _throttle.ReasonAsync(_work.Session, _work.Shape.Id, cancellation) is { } reason)
            {
                return await MakeWayAsync(reason, cancellation);
            }

            _waitingSince = null;
            return _segment is null ? await EndPassAsync(cancellation) : await GoOnAsync(_segment, cancellation);
        }
        catch (DatabaseException failure) when (RowErrors.IsPassing(failure))
        {
            return await RetryAsync(failure, cancellation);
        }
    }

    private async Task<BackfillReport?> GoOnAsync(Segment segment, CancellationToken cancellation)
    {
        _position = _position with { Until = _position.Until ?? await segment.Walk.UntilAsync(_work.Session, cancellation) };
        if (_position.Until is not null)
        {
            return await TakeAsync(await BatchAsync(cancellation), cancellation);
        }

        Advance();
        return null;
    }

    private async Task<BatchResult> BatchAsync(CancellationToken cancellation)
    {
        var batch = new Batch(_work, _segment!, Standing);
        BatchResult? result = null;
        var start = _time.GetTimestamp();
        await Sessions.WatchAsync(_work.Session, _opening.WatchAsync, (Settings.LockTimeout / 2, _blockers), async () => result = await batch.RunAsync(_position, _size.Units, cancellation));
        if (result is BatchResult.Did { IsLast: false })
        {
            _size.Took(_time.GetElapsedTime(start));
        }

        return result is BatchResult.Refused { } refused && _size.Units == 1 && Settings.OnRowError == RowErrorPolicy.Skip ? await SkipAsync(batch, refused, cancellation) : result!;
    }

    private async Task<BatchResult> SkipAsync(Batch batch, BatchResult.Refused refused, CancellationToken cancellation)
    {
        var skipped = await SkippedRows.CountAsync(_work.Session, _work.Row.Id, null, cancellation);
        if (skipped.All >= Settings.MostSkipped)
        {
            return refused;
        }

        _size.Found();
        return await batch.SkipAsync(_position, refused, cancellation);
    }

    private async Task<BackfillReport?> TakeAsync(BatchResult result, CancellationToken cancellation)
    {
        switch (result)
        {
            case BatchResult.Did did:
                (_position, _rows, _tries) = (did.Position, _rows + did.Rows, 0);
                _blockers.Clear();
                _pace.Add(did.Rows);
                Say(null);
                if (did.IsLast)
                {
                    Advance();
                }

                return null;
            case BatchResult.Refused when _size.Units > 1:
                _size.Seek();
                return null;
            case BatchResult.Refused refused:
                return await EndAsync(BackfillVerdict.RowRefused, $"{new BatchStatement(_work.Row.Definition, _segment!).RowText(refused.Key)} is refused: {RowErrors.Text(refused.Failure)}", cancellation);
            case BatchResult.Stays stays:
                return await EndAsync(BackfillVerdict.RowRefused, FormattableString.Invariant(
                    $"the condition still holds for {stays.Count} rows of a batch when they are updated, so that it does not say what is still to do: {string.Join("; ", stays.Rows)}. Condition: {_work.Row.Definition.Where}"), cancellation);
            case BatchResult.Asked { State: BackfillState.Cancelled } asked:
                return new BackfillReport(BackfillVerdict.Cancelled, asked.Why ?? "it is cancelled", await StatusAsync(cancellation));
            case BatchResult.Asked asked:
                Say(asked.Why ?? "it is paused");
                await Task.Delay(Settings.Throttle.Every, _time, cancellation);
                return null;
            default:
                return new BackfillReport(BackfillVerdict.Busy, "another run has taken it over", await StatusAsync(cancellation));
        }
    }

    private void Advance()
    {
        _segment = _work.Shape.Segments.FirstOrDefault(segment => string.CompareOrdinal(segment.Name, _segment!.Name) > 0);
        if (_segment is not null)
        {
            var units = _size.Units;
            _position = _position.In(_segment);
            Resize(units);
        }
    }

    private async Task<BackfillReport?> EndPassAsync(CancellationToken cancellation)
    {
        Say("counts what is left");
        var (count, rows) = await Leftover.CountAsync(_work.Session, _work.Row, _work.Shape, Settings, cancellation);
        var skipped = await SkippedRows.CountAsync(_work.Session, _work.Row.Id, null, cancellation);
        if (count == 0)
        {
            return await EndAsync(
                skipped.All == 0 ? BackfillVerdict.Done : BackfillVerdict.Left,
                skipped.All == 0 ? "no row is left to do" : FormattableString.Invariant($"{skipped.All} rows were skipped, the rest is done"),
                cancellation,
                BackfillState.Done);
        }

        if (_position.Pass >= Settings.Passes || (_position.PassRows == 0 && _position.Pass > 1))
        {
            var many = count >= BatchStatement.MostCounted ? "or more " : "";
            return await EndAsync(BackfillVerdict.Left, FormattableString.Invariant(
                $"{count} {many}rows are still to do after {_position.Pass} passes, e.g. {string.Join("; ", rows.Take(3))}: who writes them leaves them to do, or a trigger or rule keeps them as they are"), cancellation);
        }

        await AgainAsync(cancellation);
        Say(FormattableString.Invariant($"{count} rows came or moved meanwhile, once more"));
        return null;
    }

    private async Task AgainAsync(CancellationToken cancellation)
    {
        var skipped = await SkippedRows.CountAsync(_work.Session, _work.Row.Id, null, cancellation);
        _work = _work with { HasSkipped = skipped.All > 0, Shape = await TableShapeReader.ReadAsync(_work.Session, _work.Row.Definition, cancellation) };
        foreach (var segment in _work.Shape.Segments.Where(segment => !segment.Walk.IsStable && skipped.All > 0))
        {
            await SkippedRows.ForgetAsync(_work.Session, _work.Row.Id, segment.Name, cancellation);
        }

        var units = _size.Units;
        _position = Position.Start(_position.Pass + 1);
        Place();
        Resize(units);
        _pace.Begin(0);
        await new BackfillStore(_work.Session).SaveAsync(_work.Row.Id, _position, Standing(_position, 0), cancellation);
    }

    private async Task<BackfillReport?> RetryAsync(DatabaseException failure, CancellationToken cancellation)
    {
        _size.Halve();
        if (++_tries >= Settings.Attempts)
        {
            return await EndAsync(BackfillVerdict.Busy, FormattableString.Invariant($"a batch was tried {_tries} times: {RowErrors.Text(failure)}{BackfillOpening.BlockedBy(_blockers)}"), cancellation) with { Blockers = [.. _blockers] };
        }

        Say($"tries again: {RowErrors.Text(failure)}");
        await Task.Delay(Pauses.Before(_tries, Settings.Pause), _time, cancellation);
        return null;
    }

    private async Task<BackfillReport?> MakeWayAsync(string reason, CancellationToken cancellation)
    {
        var store = new BackfillStore(_work.Session);
        _waitingSince ??= _time.GetTimestamp();
        if (await store.FindAsync(_work.Row.Status.Name, cancellation) is not { Status: { State: not BackfillState.Cancelled } status } || status.Token != _work.Token)
        {
            return new BackfillReport(BackfillVerdict.Cancelled, "it was cancelled or taken over while it made way", await StatusAsync(cancellation));
        }

        if (_time.GetElapsedTime(_waitingSince.Value) > Settings.Throttle.GiveUpAfter)
        {
            return await EndAsync(BackfillVerdict.Busy, $"it made way for too long: {reason}", cancellation);
        }

        Say("makes way: " + reason);
        await store.NoteAsync(Key, "makes way: " + reason, cancellation);
        await Task.Delay(Settings.Throttle.Every, _time, cancellation);
        return null;
    }

    private async Task<BackfillReport?> ReconnectAsync(DatabaseException lost, CancellationToken cancellation)
    {
        await _work.DisposeAsync();
        var start = _time.GetTimestamp();
        while (_time.GetElapsedTime(start) < Settings.ReconnectFor)
        {
            Say($"connects again: {lost.Message}");
            await Task.Delay(Settings.Pause, _time, cancellation);
            try
            {
                if (await _opening.ReopenAsync(_work, cancellation) is { } work)
                {
                    (_work, _position) = (work, work.Row.Position);
                    Place();
                    return work.Row.Status.Token == work.Token ? null : new BackfillReport(BackfillVerdict.Busy, "another run has taken it over", await StatusAsync(cancellation));
                }
            }
            catch (DatabaseException again) when (again.IsConnectionLost)
            {
                lost = again;
            }
        }

        return new BackfillReport(BackfillVerdict.Lost, $"the server was lost and did not come back: {lost.Message}. Run it again: it goes on behind the last batch that was kept", null);
    }

    private async Task<BackfillReport> EndAsync(BackfillVerdict verdict, string why, CancellationToken cancellation, BackfillState state = BackfillState.Stopped)
    {
        await new BackfillStore(_work.Session).EndAsync(Key, state, why, cancellation);
        return new BackfillReport(verdict, why, await StatusAsync(cancellation));
    }

    private Task<BackfillStatus?> StatusAsync(CancellationToken cancellation) => BackfillStatuses.FindAsync(_work.Session, _work.Row.Status.Name, cancellation);

    private Standing Standing(Position position, long rows)
    {
        var share = _work.Shape.Share(position);
        return new Standing(rows, _size.Units, null, share, _pace.Rate, _pace.Remaining(share));
    }

    private void Say(string? note)
    {
        var share = _work.Shape.Share(_position);
        _progress.Report(new BackfillProgress(_work.Row.Status.Name, _rows, share, _pace.Rate, _pace.Remaining(share), note) { Pass = _position.Pass });
    }
}
