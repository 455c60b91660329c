using System.Text.Json;
using MigrationGuard.Backfills;
using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>The rows that a backfill has left as they are.</summary>
internal static class SkippedRows
{
    /// <summary>Stores one, in the transaction of its batch.</summary>
    public static Task AddAsync(StepSession session, (int Backfill, string Segment) of, (string[] Key, SkippedRow Row) skipped, CancellationToken cancellation) => session.RunAsync(
        """
        INSERT INTO migration_guard_backfill.skipped (backfill, segment, key, place, why, sql_state) VALUES ($1, $2, $3::text::jsonb, $4, $5, $6::text)
        ON CONFLICT (backfill, segment, key) DO UPDATE SET why = excluded.why, sql_state = excluded.sql_state, skipped_at = excluded.skipped_at
        """,
        cancellation,
        of.Backfill,
        of.Segment,
        JsonSerializer.Serialize(skipped.Key),
        skipped.Row.Row,
        skipped.Row.Why,
        skipped.Row.SqlState);

    /// <summary>Those of a backfill, the oldest first.</summary>
    public static Task<List<SkippedRow>> ReadAsync(StepSession session, int backfill, CancellationToken cancellation) => session.ReadAsync(
        "SELECT s.place, s.why, s.sql_state FROM migration_guard_backfill.skipped AS s WHERE s.backfill = $1 ORDER BY s.skipped_at, s.place",
        row => new SkippedRow(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2)),
        cancellation,
        backfill);

    /// <summary>How many there are, in all and in one segment.</summary>
    public static async Task<(long All, long Here)> CountAsync(StepSession session, int backfill, string? segment, CancellationToken cancellation) => (await session.ReadAsync(
        "SELECT count(*), count(*) FILTER (WHERE s.segment = $2::text) FROM migration_guard_backfill.skipped AS s WHERE s.backfill = $1",
        row => (row.GetInt64(0), row.GetInt64(1)),
        cancellation,
        backfill,
        segment))[0];

    /// <summary>Forgets those of a segment whose keys do not stay with their rows, so that they are tried again.</summary>
    public static Task ForgetAsync(StepSession session, int backfill, string segment, CancellationToken cancellation) =>
        session.RunAsync("DELETE FROM migration_guard_backfill.skipped WHERE backfill = $1 AND segment = $2", cancellation, backfill, segment);
}
