using MigrationGuard.Databases;
using MigrationGuard.Execution;
using MigrationGuard.Postgres.Execution;
using MigrationGuard.Rehearsals;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>Runs steps in a session of their own kind and asks the server what each did.</summary>
/// <param name="worker">The session that runs them.</param>
/// <param name="watcher">The session that looks.</param>
/// <param name="rows">The made-up rows.</param>
/// <param name="time">The clock.</param>
internal sealed class StepTracer(NpgsqlConnection worker, NpgsqlConnection watcher, SyntheticRows rows, TimeProvider time)
{
    private const string Counters = """
        SELECT s.relid, s.seq_scan, s.n_tup_ins, s.n_tup_upd, s.n_tup_del FROM pg_catalog.pg_stat_xact_user_tables AS s
        WHERE s.seq_scan + s.n_tup_ins + s.n_tup_upd + s.n_tup_del > 0
        """;

    private const string Invalid = """
        SELECT c.oid, pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
        FROM pg_catalog.pg_index AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE NOT i.indisvalid AND c.relkind = 'i'
        """;

    private const string BecomeUs = "SET LOCAL SESSION AUTHORIZATION DEFAULT; SET LOCAL client_min_messages = warning; SET CONSTRAINTS ALL IMMEDIATE";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(2);

    // As many tables and columns as one statement can fail on, and a little more.
    private const int Attempts = 8;

    /// <summary>Runs a step and commits it.</summary>
    /// <exception cref="DatabaseException">The server is lost.</exception>
    public async Task<StepTrace> RunAsync(MigrationStep step, IReadOnlySet<uint> live, CancellationToken cancellation)
    {
        using var messages = new WorkMessages(worker);
        string? failedOn = null;
        for (var attempt = 1; ; attempt++)
        {
            messages.Clear();
            var before = await RelationMap.ReadAsync(watcher, cancellation);
            try
            {
                await PostgresRows.RunAsync(worker, "DISCARD ALL", cancellation);
                foreach (var setting in step.Settings)
                {
                    await RunAsync(step.File, setting, cancellation);
                }

                var seen = step.IsTransactional ? await TogetherAsync(step, before, cancellation) : await AloneAsync(step, cancellation);
                return TraceBuilder.Build(step, (before, seen, live), messages) with { FailedOnRows = failedOn };
            }
            catch (StepRefusal refusal) when (!refusal.Failure.IsConnectionLost)
            {
                await ClearAsync(before);
                if (attempt < Attempts && await rows.RemoveAsync(watcher, refusal.Failure, cancellation) is { } removed)
                {
                    failedOn ??= $"{StepRefusal.TextOf(refusal.Failure)} ({removed})";
                    continue;
                }

                return Failed(step, messages, new StepFailure(refusal.Place, StepRefusal.TextOf(refusal.Failure)));
            }
            catch (StepRefusal refusal)
            {
                throw refusal.Failure;
            }
        }
    }

    // CREATE INDEX CONCURRENTLY leaves half an index when it fails.
    private async Task ClearAsync(RelationMap before)
    {
        await PostgresRows.RunAsync(worker, "ROLLBACK; SET SESSION AUTHORIZATION DEFAULT", CancellationToken.None);
        foreach (var (id, name) in await PostgresRows.ReadAsync(worker, Invalid, row => (row.GetFieldValue<uint>(0), row.GetString(1)), CancellationToken.None))
        {
            if (!before.Relations.ContainsKey(id))
            {
                await PostgresRows.RunAsync(worker, $"DROP INDEX IF EXISTS {name}", CancellationToken.None);
            }
        }
    }

    private static StepTrace Failed(MigrationStep step, WorkMessages messages, StepFailure failure) =>
        new() { Place = step.Place, Statements = [.. step.Statements.Select(statement => statement.Text)], Messages = messages.Shown, Failure = failure };

    private async Task<Seen> TogetherAsync(MigrationStep step, RelationMap before, CancellationToken cancellation)
    {
        var images = RowImages.IsNeeded(step) ? await RowImages.ReadAsync(watcher, before, cancellation) : null;
        await PostgresRows.RunAsync(worker, "BEGIN; SET LOCAL client_min_messages = debug1", cancellation);
        var zero = (await PostgresRows.ReadAsync(worker, Counters, Counter, cancellation)).ToDictionary(counter => counter.Id);
        var start = time.GetTimestamp();
        await RunAllAsync(step, cancellation);
        try
        {
            await PostgresRows.RunAsync(worker, BecomeUs, cancellation);
        }
        catch (DatabaseException failure)
        {
            throw new StepRefusal(step.Statements[^1], step.File, failure);
        }

        var duration = time.GetElapsedTime(start);
        var book = new LockBook();
        await book.LookAsync(worker, worker.ProcessID, cancellation);
        var counters = (await PostgresRows.ReadAsync(worker, Counters, Counter, cancellation)).ConvertAll(counter => counter.Since(zero.GetValueOrDefault(counter.Id)));
        var after = await RelationMap.ReadAsync(worker, cancellation);
        var overwritten = images is null ? new Dictionary<uint, string>() : await images.OverwrittenAsync(worker, after, [.. counters.Where(table => table.Updated > 0).Select(table => table.Id)], cancellation);
        try
        {
            await PostgresRows.RunAsync(worker, "COMMIT", cancellation);
        }
        catch (DatabaseException failure)
        {
            throw new StepRefusal(step.Statements[^1], step.File, failure);
        }

        return new Seen(duration, book.Locks, after) { Counters = counters, Overwritten = overwritten };
    }

    // What may not be in a transaction is looked at from outside. A session in its way makes it wait where it holds its locks, so that they are seen.
    private async Task<Seen> AloneAsync(MigrationStep step, CancellationToken cancellation)
    {
        await PostgresRows.RunAsync(worker, "SET client_min_messages = debug1", cancellation);
        var book = new LockBook();
        var tables = (await RelationMap.ReadAsync(watcher, cancellation)).Tables.Where(table => table.Kind is 'r' or 'p').Select(table => "ONLY " + table.Sql).ToList();
        await PostgresRows.RunAsync(watcher, tables.Count == 0 ? "BEGIN" : $"BEGIN; LOCK TABLE {string.Join(", ", tables)} IN ROW EXCLUSIVE MODE", cancellation);
        var start = time.GetTimestamp();
        var run = RunAllAsync(step, cancellation);
        try
        {
            while (!run.IsCompleted && !await book.LookAsync(watcher, worker.ProcessID, cancellation) && !await WaitsAsync(cancellation))
            {
                await Task.WhenAny(run, Task.Delay(Look, time, cancellation));
            }

            await book.LookAsync(watcher, worker.ProcessID, cancellation);
        }
        finally
        {
            await PostgresRows.RunAsync(watcher, "ROLLBACK", CancellationToken.None);
        }

        while (!run.IsCompleted)
        {
            await book.LookAsync(watcher, worker.ProcessID, cancellation);
            await Task.WhenAny(run, Task.Delay(Look, time, cancellation));
        }

        await run;
        var duration = time.GetElapsedTime(start);
        await PostgresRows.RunAsync(worker, "SET SESSION AUTHORIZATION DEFAULT; RESET client_min_messages", cancellation);
        return new Seen(duration, book.Locks, await RelationMap.ReadAsync(watcher, cancellation));
    }

    private async Task RunAllAsync(MigrationStep step, CancellationToken cancellation)
    {
        foreach (var statement in step.Statements)
        {
            await RunAsync(step.File, statement, cancellation);
        }
    }

    // Waiting for a transaction to end is no lock on a relation.
    private async Task<bool> WaitsAsync(CancellationToken cancellation) =>
        (await PostgresRows.ReadAsync(watcher, "SELECT pg_catalog.cardinality(pg_catalog.pg_blocking_pids($1)) > 0", row => row.GetBoolean(0), cancellation, worker.ProcessID))[0];

    private async Task RunAsync(MigrationFile file, MigrationStatement statement, CancellationToken cancellation)
    {
        try
        {
            await PostgresRows.RunAsync(worker, statement.Text, cancellation);
        }
        catch (DatabaseException failure)
        {
            throw new StepRefusal(statement, file, failure);
        }
    }

    private static Counted Counter(NpgsqlDataReader row) => new(row.GetFieldValue<uint>(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));

    /// <summary>What was done to the rows of a table.</summary>
    public sealed record Counted(uint Id, long Scans, long Inserted, long Updated, long Deleted)
    {
        /// <summary>What came since: the server counts on over a transaction that was rolled back.</summary>
        public Counted Since(Counted? before) => before is null ? this : new(Id, Scans - before.Scans, Inserted - before.Inserted, Updated - before.Updated, Deleted - before.Deleted);
    }

    /// <summary>What was seen of a step.</summary>
    public sealed record Seen(TimeSpan Duration, IReadOnlyDictionary<uint, LockMode> Locks, RelationMap After)
    {
        /// <summary>What was done to rows; unknown for what ran outside of a transaction.</summary>
        public IReadOnlyList<Counted> Counters { get; init; } = [];

        /// <summary>A column of each table of which values are gone.</summary>
        public IReadOnlyDictionary<uint, string> Overwritten { get; init; } = new Dictionary<uint, string>();
    }
}
