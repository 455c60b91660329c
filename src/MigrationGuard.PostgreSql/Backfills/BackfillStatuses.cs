using MigrationGuard.Backfills;
using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>Reads what is stored of backfills, with who runs them.</summary>
internal static class BackfillStatuses
{
    /// <summary>All, the oldest first.</summary>
    public static async Task<IReadOnlyList<BackfillStatus>> AllAsync(StepSession session, CancellationToken cancellation)
    {
        var statuses = new List<BackfillStatus>();
        if (await BackfillSchema.ExistsAsync(session, cancellation))
        {
            foreach (var row in await new BackfillStore(session).AllAsync(cancellation))
            {
                statuses.Add(await CompleteAsync(session, row, cancellation));
            }
        }

        return statuses;
    }

    /// <summary>The one of a name; null when there is none.</summary>
    public static async Task<BackfillStatus?> FindAsync(StepSession session, string name, CancellationToken cancellation) =>
        await BackfillSchema.ExistsAsync(session, cancellation) && await new BackfillStore(session).FindAsync(name, cancellation) is { } row ? await CompleteAsync(session, row, cancellation) : null;

    private static async Task<BackfillStatus> CompleteAsync(StepSession session, BackfillRow row, CancellationToken cancellation)
    {
        var runner = await new BackfillStore(session).RunnerAsync(row.Id, cancellation);
        return row.Status with
        {
            Skipped = await SkippedRows.ReadAsync(session, row.Id, cancellation),
            Runner = runner?.ProcessId == session.ProcessId ? null : runner,
        };
    }
}
