using MigrationGuard.Databases;
using MigrationGuard.Rehearsals;
using MigrationGuard.Servers;
using Npgsql;

namespace MigrationGuard.Postgres.Rehearsals;

/// <summary>
/// Watches what sessions that are not ours do: event triggers write down the locks of every command of the schema, and a look every few milliseconds finds those
/// of everything else.
/// </summary>
/// <param name="watcher">The session that looks.</param>
/// <param name="time">The clock.</param>
internal sealed class CommandTracer(NpgsqlConnection watcher, TimeProvider time)
{
    private const string Triggers = """
        CREATE TABLE migration_guard.rehearsal_trace (
            id bigint GENERATED ALWAYS AS IDENTITY, transaction xid8 NOT NULL DEFAULT pg_current_xact_id(), statement text NOT NULL, relation oid, mode text, rewritten boolean NOT NULL DEFAULT false);
        CREATE FUNCTION migration_guard.rehearsal_end() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $trace$
        BEGIN
            INSERT INTO migration_guard.rehearsal_trace (statement, relation, mode)
            SELECT current_query(), l.relation, l.mode FROM (SELECT 1) AS one LEFT JOIN pg_locks AS l ON l.pid = pg_backend_pid() AND l.locktype = 'relation' AND l.relation >= 16384;
        END $trace$;
        CREATE FUNCTION migration_guard.rehearsal_rewrite() RETURNS event_trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $trace$
        BEGIN
            INSERT INTO migration_guard.rehearsal_trace (statement, relation, mode, rewritten) VALUES (current_query(), pg_event_trigger_table_rewrite_oid(), 'AccessExclusiveLock', true);
        END $trace$;
        CREATE EVENT TRIGGER migration_guard_rehearsal_end ON ddl_command_end EXECUTE FUNCTION migration_guard.rehearsal_end();
        CREATE EVENT TRIGGER migration_guard_rehearsal_rewrite ON table_rewrite EXECUTE FUNCTION migration_guard.rehearsal_rewrite();
        ALTER EVENT TRIGGER migration_guard_rehearsal_end ENABLE ALWAYS;
        ALTER EVENT TRIGGER migration_guard_rehearsal_rewrite ENABLE ALWAYS;
        """;

    private const string Traced = "SELECT t.transaction::text, t.statement, coalesce(t.relation, 0), coalesce(t.mode, ''), t.rewritten FROM migration_guard.rehearsal_trace AS t ORDER BY t.id";

    private const string Others = """
        SELECT DISTINCT a.pid FROM pg_catalog.pg_stat_activity AS a
        WHERE a.datname = pg_catalog.current_database() AND a.backend_type = 'client backend' AND NOT pg_catalog.starts_with(coalesce(a.application_name, ''), 'migrationguard rehearse (')
        """;

    private const string Counters = "SELECT s.relid, s.n_tup_ins, s.n_tup_upd, s.n_tup_del FROM pg_catalog.pg_stat_user_tables AS s";

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(10);

    /// <summary>Runs work that connects by itself.</summary>
    /// <returns>A trace per transaction that changed the schema, and one of what was seen besides.</returns>
    /// <exception cref="DatabaseException">The server is lost.</exception>
    public async Task<IReadOnlyList<StepTrace>> RunAsync(string name, Func<CancellationToken, Task<string?>> work, IReadOnlySet<uint> live, CancellationToken cancellation)
    {
        var before = await RelationMap.ReadAsync(watcher, cancellation);
        var images = await RowImages.ReadAsync(watcher, before, cancellation);
        var zero = await FreshCountersAsync(cancellation);
        var triggers = await TryWatchAsync(cancellation);
        var book = new LockBook();
        var start = time.GetTimestamp();
        var run = work(cancellation);
        while (!run.IsCompleted)
        {
            foreach (var other in await PostgresRows.ReadAsync(watcher, Others, row => row.GetInt32(0), CancellationToken.None))
            {
                await book.LookAsync(watcher, other, CancellationToken.None);
            }

            await Task.WhenAny(run, Task.Delay(Every, CancellationToken.None));
        }

        var failure = await run;
        var (duration, after) = (time.GetElapsedTime(start), await RelationMap.ReadAsync(watcher, cancellation));
        var counters = (await CountersAsync(cancellation)).Select(pair => zero.TryGetValue(pair.Key, out var old) ? pair.Value.Since(old) : pair.Value).ToDictionary(counter => counter.Id);
        var overwritten = await images.OverwrittenAsync(watcher, after, [.. counters.Values.Where(counter => counter.Updated > 0).Select(counter => counter.Id)], cancellation);
        var transactions = triggers ? await TransactionsAsync(name, (before, after, live), cancellation) : [];
        var whole = new StepTrace
        {
            Place = name,
            Statements = [],
            Duration = duration,
            Relations = [.. Seen((before, after, live), book, counters, overwritten)],
            Messages = triggers ? [] : ["the role may not create event triggers: only locks that were held long enough were seen"],
            Failure = failure is null ? null : new StepFailure(name, failure),
        };
        return [.. transactions, whole];
    }

    private static IEnumerable<RelationTrace> Seen((RelationMap Before, RelationMap After, IReadOnlySet<uint> Live) maps, LockBook book, Dictionary<uint, StepTracer.Counted> counters, IReadOnlyDictionary<uint, string> overwritten)
    {
        foreach (var relation in maps.Before.Relations.Values)
        {
            var after = maps.After.Relations.GetValueOrDefault(relation.Id);
            var counter = counters.GetValueOrDefault(relation.Id);
            var emptied = after is { Size: 0 } && after.File != relation.File && relation.Size > 0;
            var changed = counter is not null && counter.Inserted + counter.Updated + counter.Deleted > 0;
            if (book.Locks.GetValueOrDefault(relation.Id) is { } mode || ((changed || emptied) && (mode = changed ? PostgreSqlLocks.RowExclusive : PostgreSqlLocks.AccessExclusive) is not null))
            {
                yield return new RelationTrace(relation.Name, mode!)
                {
                    IsTable = relation.IsTable,
                    IsLive = maps.Live.Contains(relation.Id),
                    Gone = after is null,
                    Rewritten = relation.Kind is 'r' or 'm' && after is { Size: > 0 } && after.File != relation.File && relation.Size > 0,
                    Inserted = counter?.Inserted ?? 0,
                    Updated = counter?.Updated ?? 0,
                    Deleted = Math.Max(counter?.Deleted ?? 0, emptied ? 1 : 0),
                    Overwritten = overwritten.GetValueOrDefault(relation.Id),
                };
            }
        }
    }

    private async Task<IReadOnlyList<StepTrace>> TransactionsAsync(string name, (RelationMap Before, RelationMap After, IReadOnlySet<uint> Live) maps, CancellationToken cancellation)
    {
        var rows = await PostgresRows.ReadAsync(watcher, Traced, row => (Transaction: row.GetString(0), Statement: row.GetString(1), Id: row.GetFieldValue<uint>(2), Mode: row.GetString(3), Rewritten: row.GetBoolean(4)), cancellation);
        return [.. rows.GroupBy(row => row.Transaction).Select(transaction => new StepTrace
        {
            Place = name,
            Statements = [.. transaction.Select(row => row.Statement).Distinct(StringComparer.Ordinal)],
            Relations = [.. transaction.Where(row => maps.Before.Relations.ContainsKey(row.Id) && LockBook.Find(row.Mode) is not null).GroupBy(row => maps.Before.Relations[row.Id]).Select(relation =>
                new RelationTrace(relation.Key.Name, relation.Select(row => LockBook.Find(row.Mode)!).MaxBy(mode => mode.Strength)!)
                {
                    IsTable = relation.Key.IsTable,
                    IsLive = maps.Live.Contains(relation.Key.Id),
                    Gone = !maps.After.Relations.ContainsKey(relation.Key.Id),
                    Rewritten = relation.Any(row => row.Rewritten),
                }).OrderByDescending(relation => relation.Lock.Strength).ThenBy(relation => relation.Name.ToString(), StringComparer.Ordinal)],
        })];
    }

    private async Task<bool> TryWatchAsync(CancellationToken cancellation)
    {
        try
        {
            await PostgresRows.RunAsync(watcher, Triggers, cancellation);
            return true;
        }
        catch (DatabaseException exception) when (!exception.IsConnectionLost)
        {
            return false;
        }
    }

    // What our own session did is not counted yet; PostgreSQL 14 and older count at once.
    private async Task<Dictionary<uint, StepTracer.Counted>> FreshCountersAsync(CancellationToken cancellation)
    {
        if (watcher.PostgreSqlVersion.Major >= 15)
        {
            await PostgresRows.RunAsync(watcher, "SELECT pg_catalog.pg_stat_force_next_flush()", cancellation);
        }

        return await CountersAsync(cancellation);
    }

    private async Task<Dictionary<uint, StepTracer.Counted>> CountersAsync(CancellationToken cancellation) =>
        (await PostgresRows.ReadAsync(watcher, Counters, row => new StepTracer.Counted(row.GetFieldValue<uint>(0), 0, row.GetInt64(1), row.GetInt64(2), row.GetInt64(3)), cancellation)).ToDictionary(counter => counter.Id);
}
