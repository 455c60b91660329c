using MigrationGuard.Postgres.Execution;

namespace MigrationGuard.Postgres.Backfills;

/// <summary>The tables in which backfills are stored. They need no guard, and a guard does not count them as a part of the application's schema.</summary>
internal static class BackfillSchema
{
    private const string Exists = "SELECT to_regclass('migration_guard_backfill.backfill') IS NOT NULL AND to_regclass('migration_guard_backfill.skipped') IS NOT NULL";

    // Two that begin at once would make them twice.
    private const string Create = """
        SELECT pg_advisory_xact_lock(730987451, 0);
        CREATE SCHEMA IF NOT EXISTS migration_guard_backfill;
        CREATE TABLE IF NOT EXISTS migration_guard_backfill.backfill (
            id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text NOT NULL UNIQUE,
            definition jsonb NOT NULL,
            state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'paused', 'cancelled', 'stopped', 'done')),
            why text,
            holder text,
            token bigint NOT NULL DEFAULT 0,
            pass integer NOT NULL DEFAULT 1,
            segment text,
            walk text,
            last text[],
            until text[],
            units bigint NOT NULL DEFAULT 0,
            pass_rows bigint NOT NULL DEFAULT 0,
            rows bigint NOT NULL DEFAULT 0,
            size integer NOT NULL DEFAULT 0,
            place text,
            share double precision NOT NULL DEFAULT 0,
            rate double precision NOT NULL DEFAULT 0,
            remaining interval,
            started_at timestamptz NOT NULL DEFAULT now(),
            updated_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE TABLE IF NOT EXISTS migration_guard_backfill.skipped (
            backfill integer NOT NULL REFERENCES migration_guard_backfill.backfill ON DELETE CASCADE,
            segment text NOT NULL,
            key jsonb NOT NULL,
            place text NOT NULL,
            why text NOT NULL,
            sql_state text,
            skipped_at timestamptz NOT NULL DEFAULT clock_timestamp(),
            PRIMARY KEY (backfill, segment, key)
        );
        """;

    /// <summary>Whether they are there.</summary>
    public static async Task<bool> ExistsAsync(StepSession session, CancellationToken cancellation) => (await session.ReadAsync(Exists, row => row.GetBoolean(0), cancellation))[0];

    /// <summary>Makes them where they are not there.</summary>
    public static async Task EnsureAsync(StepSession session, CancellationToken cancellation)
    {
        if (await ExistsAsync(session, cancellation))
        {
            return;
        }

        await using var transaction = await session.BeginAsync(cancellation);
        await session.RunAsync("SET LOCAL lock_timeout = '5s'", cancellation);
        await session.RunAsync(Create, cancellation);
        await StepSession.CommitAsync(transaction, cancellation);
    }
}
