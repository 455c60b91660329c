using System.Globalization;
using MigrationGuard.Backfills;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Servers;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Updates a piece and stores how far it is, in one transaction: both are there or neither is.</summary>
internal sealed class Batch(BackfillWork work, Segment segment, Func<Position, long, Standing> standing)
{
    private readonly BackfillStore _store = new(work.Session);
    private readonly BatchStatement _statement = new(work.Row.Definition, segment);

    private BackfillSettings Settings => work.Settings;

    /// <summary>Updates the next piece of so many units.</summary>
    /// <exception cref="DatabaseException">It is not about rows; nothing was kept, unless the connection was lost while committing.</exception>
    public async Task<BatchResult> RunAsync(Position from, int units, CancellationToken cancellation)
    {
        await using var transaction = await work.Session.BeginAsync(cancellation);
        if (await HinderedAsync(cancellation) is { } hindered)
        {
            return hindered;
        }

        var (key, isLast) = await segment.Walk.NextAsync(work.Session, from, units, cancellation);
        try
        {
            var (rows, stays, named) = await UpdateAsync(from, key, cancellation);
            if (stays > 0 && !MayStay(stays, rows))
            {
                return new BatchResult.Stays(stays, [.. named.Take(3).Select(row => _statement.RowText(row))]);
            }

            foreach (var row in named)
            {
                await SkippedRows.AddAsync(work.Session, (work.Row.Id, segment.Name), (row, new SkippedRow(_statement.RowText(row), "it was updated, and the condition still holds", null)), cancellation);
            }

            return await KeepAsync(transaction, new BatchResult.Did(from.Behind(key, units, rows), rows, isLast), cancellation);
        }
        catch (DatabaseException failure) when (RowErrors.IsOfRow(failure))
        {
            return new BatchResult.Refused(key, failure);
        }
    }

    // A condition that holds for all of them says nothing, and a place that does not stay with its row keeps nobody from doing it twice.
    private bool MayStay(long stays, long rows) => Settings.OnRowError == RowErrorPolicy.Skip && stays <= Settings.MostSkipped && segment.Walk.IsStable && (stays < rows || rows == 1);

    /// <summary>Records a row as skipped and goes on behind it.</summary>
    public async Task<BatchResult> SkipAsync(Position from, BatchResult.Refused refused, CancellationToken cancellation)
    {
        await using var transaction = await work.Session.BeginAsync(cancellation);
        if (await HinderedAsync(cancellation) is { } hindered)
        {
            return hindered;
        }

        var row = new SkippedRow(_statement.RowText(refused.Key), RowErrors.Text(refused.Failure), refused.Failure.SqlState);
        await SkippedRows.AddAsync(work.Session, (work.Row.Id, segment.Name), (refused.Key, row), cancellation);
        var isLast = refused.Key.SequenceEqual(from.Until!, StringComparer.Ordinal);
        return await KeepAsync(transaction, new BatchResult.Did(from.Behind(refused.Key, 1, 0), 0, isLast), cancellation);
    }

    private async Task<BatchResult?> HinderedAsync(CancellationToken cancellation) =>
        await _store.LockAsync(work.Row.Id, cancellation) switch
        {
            null => new BatchResult.TakenOver(),
            { State: BackfillState.Paused or BackfillState.Cancelled } asked => new BatchResult.Asked(asked.State, asked.Why),
            var (_, token, _) => token == work.Token ? null : new BatchResult.TakenOver(),
        };

    private async Task<(long Rows, long Stays, List<string[]> Named)> UpdateAsync(Position from, string[] key, CancellationToken cancellation)
    {
        var sql = _statement.Update(from.Last is null, work.HasSkipped ? work.Row.Id : null, Settings.MostSkipped);
        return (await work.Session.ReadAsync(
            sql,
            row => (row.GetInt64(0), row.GetInt64(1), row.IsDBNull(2) ? [] : row.GetFieldValue<string[]>(2).Select(BatchStatement.KeyFrom).ToList()),
            cancellation,
            segment.Walk.Parameters(from.Last, key)))[0];
    }

    private async Task<BatchResult> KeepAsync(Npgsql.NpgsqlTransaction transaction, BatchResult.Did did, CancellationToken cancellation)
    {
        await _store.SaveAsync(work.Row.Id, did.Position, standing(did.Position, did.Rows) with { Place = _statement.RowText(did.Position.Last!) }, cancellation);
        await StepSession.CommitAsync(transaction, cancellation);
        return did;
    }

    /// <summary>A time as a setting of the server.</summary>
    public static string Milliseconds(TimeSpan time) => Math.Ceiling(time.TotalMilliseconds).ToString("F0", CultureInfo.InvariantCulture);
}
