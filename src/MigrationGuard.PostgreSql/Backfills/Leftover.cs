using MigrationGuard.Backfills;
using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Counts the rows that are still to do, the skipped ones left out.</summary>
internal static class Leftover
{
    /// <summary>How many there are, at most <see cref="BatchStatement.MostCounted"/> of each partition, and some of them for people.</summary>
    public static async Task<(long Count, IReadOnlyList<string> Rows)> CountAsync(StepSession session, BackfillRow row, TableShape shape, BackfillSettings settings, CancellationToken cancellation)
    {
        var (count, rows) = (0L, new List<string>());
        foreach (var segment in shape.Segments)
        {
            var skipped = await SkippedRows.CountAsync(session, row.Id, segment.Name, cancellation);
            await using var transaction = await session.BeginAsync(cancellation);
            await session.RunAsync($"SET LOCAL statement_timeout = {Batch.Milliseconds(settings.CountTimeout)}", cancellation);
            var (here, named) = await new BatchStatement(row.Definition, segment).CountAsync(session, skipped.Here > 0 ? row.Id : null, cancellation);
            if (!segment.Walk.IsStable && here <= skipped.Here)
            {
                continue;
            }

            count += here;
            rows.AddRange(named);
        }

        return (count, rows);
    }
}
